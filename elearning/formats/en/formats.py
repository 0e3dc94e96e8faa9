"""English for readers of many countries: a short date that nobody takes for another one."""

SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, g:i a"
