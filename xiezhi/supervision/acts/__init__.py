"""Effects of screening and supervision: what they write. None touches a result."""

from xiezhi.supervision.acts import complaints, measures, monitoring, screening

__all__ = ["complaints", "measures", "monitoring", "screening"]
