"""Importing people and what ties them to offices, from files."""
