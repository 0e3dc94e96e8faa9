"""What a module said at each publication, what changed between two of them, and which languages have it."""
