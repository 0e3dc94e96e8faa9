"""Attendance as pure computation: events, checkpoints, the fold, what is credited, what is certified. No database."""
