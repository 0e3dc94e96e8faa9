"""The agenda for other programs: iCalendar, schedule.xml, schedule.json."""
