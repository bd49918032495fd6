"""The published list of powers and duties, a court's own list."""
