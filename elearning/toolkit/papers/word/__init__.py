"""Reads a Word file into the draft of a module."""
