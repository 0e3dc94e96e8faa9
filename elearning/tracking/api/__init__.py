"""The same figures for other programs: read-only, by a token for each, described by itself."""
