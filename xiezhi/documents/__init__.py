"""文书: what a paper is as bytes: drawn from a case's facts, examined, read; no rows, no clock."""
