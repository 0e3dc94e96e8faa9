"""Tests of polls, questions and the parking lot."""
