"""Tests of requirements: versions, dry runs, exemptions, the induction."""
