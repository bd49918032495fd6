"""建库: lays the first courts and people into an empty database; every later change is an act."""
