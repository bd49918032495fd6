"""审限: which limit holds for a case, when it ends, what stops, extends or restarts it."""

from xiezhi.law.time_limits.clock import Clock

__all__ = ["Clock"]
