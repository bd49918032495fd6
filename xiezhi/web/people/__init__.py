"""People of a court, its rooms and its year of working days."""
