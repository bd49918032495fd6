"""Leaders' cases: completion, sheets, standards, notices; never in the order of figures."""
