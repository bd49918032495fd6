"""Pages for parties and lawyers, in plain words."""
