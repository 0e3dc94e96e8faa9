"""The report of a workshop: one frozen data set, the figures computed from it, and the documents drawn from both."""
