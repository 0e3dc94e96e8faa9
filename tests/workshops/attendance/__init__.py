"""Tests of attendance: the room, paper, closing a day."""
