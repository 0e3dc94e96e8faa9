"""What is asked in the room: polls, questions, the parking lot."""
