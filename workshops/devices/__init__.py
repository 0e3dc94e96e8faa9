"""The line by which devices send what they took down, the list of devices, what waits, and who takes over."""
