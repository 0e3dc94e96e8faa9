"""Forms on which participants say what they think: made, filled in, counted, answered with what was done."""
