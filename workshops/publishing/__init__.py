"""The pages on which an agenda is published, read in each of its versions, and told of."""
