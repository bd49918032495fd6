"""Similar cases as parts: what was found, why it is like, how it ended."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.similar_cases.queries import SimilarCase
from xiezhi.web.components import Empty, Hit, Likeness, Marked, Part
from xiezhi.web.words import listing


def hits(found: Sequence[SimilarCase]) -> tuple[Part, ...]:
    """Return the hits of a search, or what to do where there are none."""
    if not found:
        return (
            Empty(
                title=_("没有检索到类案"),
                text=_("裁判文书库为空或者没有同类案由；可以由审判管理办公室导入"),
            ),
        )
    return tuple(_hit(one) for one in found)


def _hit(one: SimilarCase) -> Part:
    row = one.judgment
    day = _("%(day)s 裁判　") % {"day": row.judged_on} if row.judged_on else ""
    return Hit(
        title=row.title or row.number,
        href=reverse("judgment", args=[row.id]),
        line=f"{row.number}　{row.court}　{day}{row.cause}",
        holding=tuple(Marked(passage.text[:160]) for passage in one.likeness.passages[:2]),
        likeness=(
            Likeness(_("相似"), round(one.relative * 100), listing(one.likeness.shared[:6])),
        ),
    )
