"""Tests of the day as it runs."""
