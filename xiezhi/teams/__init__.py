"""审判团队: what teams do beyond their members: pairing, work, bookings, appraisal, ratios."""
