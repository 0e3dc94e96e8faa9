"""The first visit of a newcomer: her language, her office, one course to begin with."""
