"""Commands: each module declares its arguments in `add` and does its work in `run`."""
