"""Tests of check-in, the pages of attendance, remote participants, and the closing of a day."""
