"""分案公平: bounds of assignment, batches, stops; what many lots show together."""
