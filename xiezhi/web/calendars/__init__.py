"""The hearing calendar."""
