"""Effects of screening and supervision: what they write. None touches a result."""

from xiezhi.supervision.acts import complaints, detection, measures, monitoring, screening

__all__ = ["complaints", "detection", "measures", "monitoring", "screening"]
