"""The agenda builder: the pages on which the draft of an agenda is made."""
