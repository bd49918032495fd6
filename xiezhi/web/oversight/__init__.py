"""Pages of oversight: the monthly trace report, rehearsal of a list, filing of lists."""
