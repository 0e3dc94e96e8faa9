"""My office: who of mine is due, who comes and goes, who covers for whom."""
