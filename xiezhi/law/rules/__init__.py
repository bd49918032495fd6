"""规则: pure functions that judge facts or compute; one file per domain."""
