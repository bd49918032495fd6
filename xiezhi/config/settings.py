"""Django's settings: one module per concern, put together here and nowhere else."""

from xiezhi.config.apps import *  # noqa: F403
from xiezhi.config.database import *  # noqa: F403
from xiezhi.config.security import *  # noqa: F403
from xiezhi.config.web import *  # noqa: F403
