"""分案: sealed pools, draws, designations, panels."""
