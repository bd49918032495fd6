"""院庭长办案: standards, completion, nominal handling, notices; reads across the peers."""
