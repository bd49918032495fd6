"""上限: what reading one file may cost; the numbers are parameters of the platform."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from xiezhi.law.parameters import parameter


@dataclass(frozen=True)
class Limits:
    """上限: bounds of one file; units are the last word of each name before `max`."""

    upload_bytes_max: int
    name_chars_max: int
    pages_max: int
    image_pixels_max: int
    zip_entries_max: int
    unpacked_bytes_max: int
    zip_ratio_max: int
    text_chars_max: int
    reading_seconds_max: int
    reading_bytes_max: int
    page_image_pixels_max: int


def limits(on: date, *, overrides: Mapping[str, int] | None = None) -> Limits:
    """Return the limits in force on a day; `overrides` by `efiles.NAME` come first."""
    return Limits(
        **{f.name: parameter(f"efiles.{f.name}", on, overrides=overrides) for f in fields(Limits)}
    )
