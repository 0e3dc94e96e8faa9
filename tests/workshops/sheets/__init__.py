"""Tests of sign-in sheets on paper."""
