"""The log with its proofs."""
