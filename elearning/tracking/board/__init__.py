"""The readiness board: who meets a requirement, by region, country and office, on a day, as known at a moment."""
