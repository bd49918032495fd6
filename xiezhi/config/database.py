"""The database as Django connects to it: `DATABASE_URL`, or the embedded server's socket."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

from xiezhi.config import env
from xiezhi.config.postgres import cluster

OWNER = "owner"  # migrates and owns every table
APPLICATION = "app"  # serves: owns nothing, so row security and grants bind it
TESTER = "tester"  # embedded server only: member of both, so that a test can be either
NAME = "xiezhi"


def connection(url: str) -> dict[str, Any]:
    """Return Django's settings for a connection string of PostgreSQL, or for the embedded one."""
    if not url:
        where = {"host": str(cluster().home), "user": APPLICATION, "dbname": NAME}
    else:
        where = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    named = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{setting: where.pop(key, "") for key, setting in named.items()},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Measured in gate-performance: binding on the server pays only with prepared statements.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3, **where},
    }


URL = (
    env.required("DATABASE_URL", "production brings its own PostgreSQL")
    if env.PRODUCTION
    else env.text("DATABASE_URL")
)
OWNER_URL = env.text("OWNER_DATABASE_URL")

DATABASES = {"default": connection(URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
