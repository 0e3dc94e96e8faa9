"""Coverage: how many people of each office began, finished and were certified in a course, as of any day."""
