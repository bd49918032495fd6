"""Desks: what a person owes, his or her cases, the day; one page for all posts."""
