"""Tests of the pre-test and the post-test of a workshop."""
