"""One's own account as plain parts: password, one-time codes, sessions, tokens, relations."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiezhi.acts.types import Actor
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.people import RelationKind
from xiezhi.people.account import AccountRecord, own_account
from xiezhi.people.queries import Profile
from xiezhi.web.components import Button, Cell, Column, Empty, Fact, Facts, Note, Row, Table
from xiezhi.web.said import parts_word
from xiezhi.web.words import listing, word

SCOPES = {
    "read": gettext_noop("查阅案件"),
    "act": gettext_noop("办理事项"),
    "file": gettext_noop("收案登记"),
    "log": gettext_noop("读取账本"),
}
"""What a token may do, in words."""


@dataclass(frozen=True)
class AccountPage:
    """我的账号页: everything the template prints."""

    facts: Facts
    buttons: tuple[Button, ...]
    sessions: Table
    others: int
    """How many sessions there are besides this one."""
    tokens: Table
    new_token: Button
    relations: Table | None
    new_relation: Button | None
    note: Note | None = None


def account_page(
    viewer: Actor, who: Profile, key: str, at: datetime, token: str = ""
) -> AccountPage:
    """Return the page of the viewer's own account; a fresh `token` is shown this once."""
    known = own_account(viewer, key, at)
    staff = who.kind == "staff"
    note = None
    if token:
        note = Note(title=_("请现在抄下令牌，此后不再显示"), text=token, tone="good", alert=True)
    codes = _("换一个动态口令密钥") if known.codes else _("启用动态口令")
    return AccountPage(
        facts=_facts(known, who),
        buttons=(
            Button(label=_("更换口令"), href=act_url("account.change_password")),
            Button(label=codes, href=act_url("account.enable_totp")),
        ),
        sessions=_sessions(known),
        others=sum(1 for one in known.sessions if not one.here),
        tokens=_tokens(known),
        new_token=Button(label=_("签发访问令牌"), href=act_url("account.make_token")),
        relations=_relations(known) if staff else None,
        new_relation=Button(label=_("申报关系"), href=act_url("people.declare_relation"))
        if staff
        else None,
        note=note,
    )


def act_url(code: str, **given: int) -> str:
    """Return the address of the form of an act on oneself."""
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return reverse("account_act", args=[code]) + (f"?{query}" if query else "")


def _facts(known: AccountRecord, who: Profile) -> Facts:
    last = f"{known.last_login.astimezone(ZONE):%Y-%m-%d %H:%M}" if known.last_login else "—"
    return Facts(
        rows=(
            Fact(_("姓名"), who.name, parts_word(who.line)),
            Fact(_("登录名"), known.login),
            Fact(_("上次登录"), last),
            Fact(_("动态口令"), _("已启用") if known.codes else _("未启用")),
        )
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def _sessions(known: AccountRecord) -> Table:
    rows = tuple(
        Row(
            id=str(n),
            name=one.agent or str(n),
            cells=(
                Cell(_("本次会话") if one.here else _("其他会话"), strong=one.here),
                Cell(one.agent[:80] or "—"),
                Cell(_moment(one.began_at)),
                Cell(_moment(one.seen_at)),
            ),
        )
        for n, one in enumerate(known.sessions)
    )
    columns = (Column(_("会话")), Column(_("浏览器")), Column(_("登录")), Column(_("最近使用")))
    return Table(label=_("会话"), columns=columns, rows=rows, stack=True, labels=True)


def _tokens(known: AccountRecord) -> Table:
    rows = tuple(
        Row(
            id=str(one.id),
            name=one.name,
            cells=(
                Cell(one.name, strong=True),
                Cell(listing(_(SCOPES.get(scope, scope)) for scope in one.scopes)),
                Cell(f"{one.until_at.astimezone(ZONE):%Y-%m-%d}"),
                Cell(parts=(_revoke(one.id),)),
            ),
        )
        for one in known.tokens
    )
    columns = (Column(_("用途")), Column(_("权限范围")), Column(_("有效至")), Column(_("撤销")))
    empty = Empty(
        title=_("没有访问令牌"), text=_("由其他系统代您调用接口时签发，只显示一次，可以随时撤销")
    )
    return Table(
        label=_("访问令牌"), columns=columns, rows=rows, stack=True, labels=True, empty=empty
    )


def _revoke(token: int) -> Button:
    return Button(label=_("撤销"), href=act_url("account.revoke_token", token=token))


def _relations(known: AccountRecord) -> Table:
    labels = {one.value: word(one) for one in RelationKind}
    rows = tuple(
        Row(
            id=str(one.id),
            name=one.name,
            cells=(
                Cell(labels.get(one.kind, one.kind)),
                Cell(one.name, strong=True, sub=one.firm),
                Cell(parts=(_end(one.id),)),
            ),
        )
        for one in known.relations
    )
    columns = (Column(_("关系")), Column(_("对方")), Column(_("撤销")))
    empty = Empty(
        title=_("没有申报的关系"),
        text=_("近亲属、持股公司等须申报；分案、任职和回避据此自动排除（法官法第23条、第24条）"),
    )
    return Table(
        label=_("已申报的关系"), columns=columns, rows=rows, stack=True, labels=True, empty=empty
    )


def _end(relation: int) -> Button:
    return Button(label=_("撤销"), href=act_url("people.end_relation", relation=relation))
