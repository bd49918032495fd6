"""Trial teams: those of a court, one of them, the public roster, pairing, the simulator."""
