"""Lists of cases, their filters, exports and bulk acts."""
