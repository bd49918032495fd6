"""The page on which anybody checks a receipt in his or her own browser."""
