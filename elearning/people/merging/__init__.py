"""Two rows for one human: finding them, and what a merge moves."""
