"""Pages of fair assignment: bounds, batches and stops; the audit; the choice of tickets."""
