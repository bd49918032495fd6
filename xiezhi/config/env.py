"""The environment, read and typed; no other module of the package looks at it."""

import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FALSE = frozenset({"", "0", "no", "false", "off"})


class Misconfigured(ValueError):
    """A variable of the environment is missing or cannot be read."""


def text(name: str, default: str = "", *, environ: Mapping[str, str] = os.environ) -> str:
    """Return a variable, without the blanks around it."""
    return environ.get(name, default).strip()


def required(name: str, why: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """Return a variable that must be set; raises `Misconfigured` with the reason."""
    value = text(name, environ=environ)
    if not value:
        raise Misconfigured(f"{name} must be set: {why}")
    return value


def flag(name: str, *, default: bool = False, environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether a variable is set to anything but 0, no, false or off."""
    value = environ.get(name)
    return default if value is None else value.strip().lower() not in _FALSE


def integer(name: str, default: int, *, environ: Mapping[str, str] = os.environ) -> int:
    """Return a variable as a whole number; raises `Misconfigured` where it is none."""
    value = text(name, environ=environ)
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise Misconfigured(f"{name} must be a whole number, not {value!r}") from error


def listed(name: str, default: str = "", *, environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return a variable's comma-separated parts."""
    return [
        part for raw in text(name, default, environ=environ).split(",") if (part := raw.strip())
    ]


PRODUCTION = flag("XIEZHI_PRODUCTION")
STATE = Path(text("XIEZHI_STATE") or ROOT / ".run").resolve()
