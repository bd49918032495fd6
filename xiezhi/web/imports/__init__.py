"""批量收案页: a file of filings goes through the gate; each row has its result."""
