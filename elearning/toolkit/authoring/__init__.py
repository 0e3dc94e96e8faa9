"""What authors are helped with: what to mend before publication, a second reader, where a module is used, reviews."""
