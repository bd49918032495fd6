"""Hand-overs to the archive as plain parts: the four checks, what was found, what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.types import Actor, Unknown
from xiezhi.archives.queries import CheckShown, HandoverShown, handovers
from xiezhi.law.act import Act
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.powers.files import ACCEPT, RETURN
from xiezhi.web.components import Button, Check, Checks, Fact, Facts, Note, Tag
from xiezhi.web.components.base import ButtonKind
from xiezhi.web.said import sentence
from xiezhi.web.words import act_word, word

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Found:
    """检测明细: the faults that a check found; where all four pass, what was looked at."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class HandoverBlock:
    """一次移送: everything the template prints of a hand-over."""

    key: str
    title: str
    href: str
    tag: Tag
    facts: Facts
    checks: Checks | None
    found: tuple[Found, ...]
    passed: bool
    buttons: tuple[Button, ...]
    note: Note | None = None


def block(one: HandoverShown, *, takes: bool, downloads: bool) -> HandoverBlock:
    """Return a hand-over; `takes` for the archivist's buttons, `downloads` for who may have it."""
    return HandoverBlock(
        key=f"h{one.id}",
        title=one.number,
        href=reverse("case", args=[one.case]),
        tag=_tag(one),
        facts=_facts(one),
        checks=Checks(items=tuple(_check(check) for check in one.checks)) if one.checks else None,
        found=tuple(
            Found(_(check.name), tuple(map(sentence, check.detail)))
            for check in one.checks
            if check.detail and check.ok == one.passed
        ),
        passed=one.passed,
        buttons=_buttons(one, takes=takes, downloads=downloads),
        note=_note(one),
    )


def handed_over(viewer: Actor, facts: CaseFacts) -> int:
    """Return how many hand-overs of a case the viewer may see, 0 for who may see none."""
    try:
        return len(handovers(viewer, facts.subject, facts.at))
    except Unknown:
        return 0


def moment(at: datetime) -> str:
    """Return a moment in the court's time, to the minute."""
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def _tag(one: HandoverShown) -> Tag:
    if one.accepted_at:
        return Tag(_("已接收"), "good")
    if one.returned_at:
        return Tag(_("已退回"), "warn")
    if one.built_at is None:
        return Tag(_("正在封装检测"), "work")
    return Tag(_("检测通过"), "good") if one.passed else Tag(_("检测未通过"), "seal")


def _facts(one: HandoverShown) -> Facts:
    rows = [
        Fact(_("移送时间"), moment(one.submitted_at)),
        Fact(_("保管期限"), word(one.retention)),
    ]
    if one.built_at:
        large = one.size >= MEGABYTE
        size = f"{one.size / MEGABYTE:.1f} MB" if large else f"{one.size / 1024:.0f} KB"
        files = _("%(count)s 个文件") % {"count": one.files}
        rows.append(Fact(_("档案包"), files, size))
    if one.accepted_at:
        rows.append(Fact(_("接收时间"), moment(one.accepted_at)))
    if one.returned_at:
        rows.append(Fact(_("退回时间"), moment(one.returned_at)))
    if one.package:
        rows.append(Fact("SHA-256", f"{one.package[:16]} … {one.package[-8:]}"))
    return Facts(rows=tuple(rows))


def _check(one: CheckShown) -> Check:
    """A check that is passed says so; one that is not says how many faults it found."""
    end = _("通过") if one.ok else _("%(count)s 处不符") % {"count": len(one.detail)}
    return Check(f"{_(one.name)}　{_(one.what)}", "ok" if one.ok else "no", end)


def _buttons(one: HandoverShown, *, takes: bool, downloads: bool) -> tuple[Button, ...]:
    buttons = []
    waits = one.accepted_at is None and one.returned_at is None
    if one.package and downloads:
        address = reverse("archive_package", args=[one.id])
        buttons.append(Button(label=_("下载档案包"), href=address, icon="download"))
    if takes and waits:
        buttons.append(_act(RETURN, one, ""))
        buttons.append(_act(ACCEPT, one, "main" if one.passed else ""))
    return tuple(buttons)


def _act(act: Act, one: HandoverShown, kind: ButtonKind) -> Button:
    address = reverse("archive_act", args=[one.case, act.code])
    return Button(label=act_word(act), href=address, kind=kind, dialog=True)


def _note(one: HandoverShown) -> Note | None:
    if one.returned_at:
        return Note(title=_("退回理由"), text=one.return_reason, tone="warn")
    if one.built_at is None and one.accepted_at is None:
        text = _("移送记录进入账本后自动封装并检测，通常不超过一分钟；完成前不能接收")
        return Note(title=_("正在封装检测"), text=text)
    return None
