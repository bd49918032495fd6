"""Effects of acts on teams: on their members, on pairing, on the work within them."""

from xiezhi.teams.acts import pairing, teams, work

__all__ = ["pairing", "teams", "work"]
