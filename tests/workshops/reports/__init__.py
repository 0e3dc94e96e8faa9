"""Tests of the report of a workshop."""
