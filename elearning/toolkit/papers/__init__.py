"""A module to take along, as PDF and EPUB."""
