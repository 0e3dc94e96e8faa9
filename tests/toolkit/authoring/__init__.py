"""Tests of what authors are helped with."""
