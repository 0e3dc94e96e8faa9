"""All that a person achieved as one signed document: what it says, its page, its deeds, its addresses."""
