"""批量收案: files of filings go through the gate in bulk, restartable, each row by itself."""
