"""Sign-in sheets: drawn, typed back by row code, scanned, verified."""
