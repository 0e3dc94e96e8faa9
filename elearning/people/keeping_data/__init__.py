"""What is held about people: the copy of it, how long it stays, and how it goes."""
