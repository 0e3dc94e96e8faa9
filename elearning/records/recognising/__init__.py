"""Learning from elsewhere: what a learner claims, what a verifier says of it, the table of equivalences."""
