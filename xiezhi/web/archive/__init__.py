"""The archive: what was handed over, checked, taken and sent back."""
