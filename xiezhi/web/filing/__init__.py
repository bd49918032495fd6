"""The filing wizard."""
