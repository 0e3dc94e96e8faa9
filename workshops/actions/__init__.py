"""Deeds upon workshops; each file holds one subject, and is imported by its name."""
