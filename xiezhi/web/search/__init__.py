"""Global search."""
