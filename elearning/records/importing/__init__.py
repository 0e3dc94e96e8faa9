"""Importing what people achieved in the past, from files."""
