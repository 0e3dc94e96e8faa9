"""What people take home: plans of action, follow-ups, initiatives, the rating of an office."""
