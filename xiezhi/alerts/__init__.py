"""Oversight (监督提示): readers that look across courts at the trace; they write nothing."""
