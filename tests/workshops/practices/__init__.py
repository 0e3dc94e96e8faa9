"""Tests of good practices."""
