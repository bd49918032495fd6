"""The case page and the dialogs of acts."""
