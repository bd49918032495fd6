"""Courts, persons, posts held over time, accounts."""
