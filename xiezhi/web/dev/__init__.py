"""The page of all components, for those who build pages; not served in production."""
