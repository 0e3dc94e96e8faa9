"""What headquarters asks of whom: versions with their dry run, exemptions, the induction."""
