"""Check-in by a code, the pages of attendance, remote participants, and the closing of a day."""
