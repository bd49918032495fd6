"""Papers of a case, documents, the draw."""
