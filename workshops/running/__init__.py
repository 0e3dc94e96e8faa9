"""The pages on which a day is run: what is on now, the screen of the room, planned against actual, we are late."""
