"""How everybody stands towards every requirement: read, fold, store, explain."""
