"""Tests of plans of action, follow-ups, initiatives and ratings."""
