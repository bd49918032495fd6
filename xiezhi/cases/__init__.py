"""The case and its parts: the spine that every domain shares."""
