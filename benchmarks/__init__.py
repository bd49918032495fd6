"""Measuring the goals (测速): `python -m benchmarks [NAME…] [--quick]`; asserts no time.

A figure means little on a machine that others use, so each stands beside a yardstick that was
taken in the same minute on the same database.
"""
