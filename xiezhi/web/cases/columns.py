"""Right column of a case (应办、可办、不可办): drawn from the powers-and-duties list alone."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.examine import examine, holders, refuses, standing
from xiezhi.acts.queries import OwedDuty
from xiezhi.law.act import Act
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.powers import powers
from xiezhi.law.terms import COURT_LEADERS, Force, Post
from xiezhi.web.components import ActEntry, ActsColumn, Due
from xiezhi.web.said import said
from xiezhi.web.words import act_word, listing, posts_word, word

POWER_CODES = frozenset(
    {
        "E_NO_POWER",
        "E_ROLE_LIMIT",
        "E_LEADER_NOT_ON_CASE",
        "E_CANNOT_CHANGE_PANEL_RESULT",
        "E_OUT_OF_PORTFOLIO",
    }
)


def acts_column(facts: CaseFacts, duties: Sequence[OwedDuty], today: date) -> ActsColumn:
    """Return what the viewer must, may and cannot do in a case now, each with its source."""
    mine = [duty for duty in duties if _is_mine(duty, facts)]
    due = [entry for duty in mine if (entry := _duty(duty, facts, today)) is not None]
    owed = {duty.act for duty in mine}
    can, cannot = [], []
    for act in sorted(_listed(facts), key=lambda act: _rank(act, facts)):
        findings = [one for one in examine(act, facts) if not one.warning]
        if not findings and act.code not in owed:
            can.append(_power(act, facts))
        elif findings:
            cannot.append(_refused(act, facts, findings))
    return ActsColumn(
        as_whom=listing(word(post) for post in sorted(facts.posts, key=list(Post).index)),
        duties=tuple(due),
        powers=tuple(can),
        refused=tuple(cannot),
    )


def _rank(act: Act, facts: CaseFacts) -> int:
    """Order acts: those of posts held in this case, what nobody may, those of posts elsewhere."""
    if act.force is Force.BAN:
        return 1
    return 0 if standing(act, facts) else 2


def _is_mine(duty: OwedDuty, facts: CaseFacts) -> bool:
    if duty.owed_by is not None:
        return duty.owed_by == facts.actor
    return duty.post in facts.posts


def _listed(facts: CaseFacts) -> list[Act]:
    """Return the acts that concern the viewer: those of the posts held, and the bans on leaders."""
    leader = bool((facts.posts | facts.uncovered) & COURT_LEADERS)
    found = []
    for act in powers().values():
        if act.subject != "case" or act.opens:
            continue
        if act.force is Force.BAN:
            if leader:
                found.append(act)
        elif standing(act, facts) or (facts.uncovered & holders(act, facts)):
            found.append(act)
    return found


def url_of(act: str, case: int) -> str:
    """Return the address of an act's dialog."""
    return reverse("act", args=[case, act])


def _duty(duty: OwedDuty, facts: CaseFacts, today: date) -> ActEntry | None:
    act = powers().get(duty.act)
    if act is None:
        return None
    blocked = refuses(examine(act, facts))
    left = (duty.due_on - today).days if duty.due_on else 0
    return ActEntry(
        name=act_word(act),
        source=str(act.source),
        force="duty",
        url="" if blocked else url_of(act.code, facts.subject),
        verb=_("办理"),
        due=Due(duty.due_on, left) if duty.due_on else None,
        when="" if duty.due_on else _("由%(post)s办理") % {"post": posts_word(duty.post)},
    )


def _power(act: Act, facts: CaseFacts) -> ActEntry:
    return ActEntry(
        name=act_word(act),
        source=str(act.source),
        verb=_("办理"),
        url=url_of(act.code, facts.subject),
    )


def _refused(act: Act, facts: CaseFacts, findings: list[Finding]) -> ActEntry:
    first = findings[0]
    remedy = powers().get(first.remedy)
    may = remedy is not None and standing(remedy, facts) is not None
    held = standing(act, facts) is not None
    more = held and len(findings) > 2
    helps = act_word(remedy) if remedy else ""
    return ActEntry(
        name=act_word(act),
        source=str(first.source),
        force="no",
        reasons=tuple(said(finding) for finding in findings[: 2 if held else 1]),
        remedy=_("查看全部 %(n)s 条理由") % {"n": len(findings)} if more else helps,
        remedy_url=url_of(remedy.code, facts.subject) if remedy and may else "",
        all_reasons=url_of(act.code, facts.subject) if more else "",
        never=act.force is Force.BAN,
    )
