"""The pre-test and the post-test of a workshop, on phones and on paper, and the gain."""
