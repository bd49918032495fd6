"""The form of an act: one declaration prints it, reads it, and prints it again after a refusal."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from xiezhi.law.fields import Unreadable, ask, read
from xiezhi.law.terms import PartyRole
from xiezhi.web.components import FormField, Option
from xiezhi.web.forms import Choices, Known, form_fields, typed


@dataclass(frozen=True)
class Claim:
    """诉讼请求: a sample of repeated rows."""

    what: str = ask("请求")
    amount: Decimal = ask("金额", default=Decimal(0))


@dataclass(frozen=True)
class Petition:
    """申请: a sample with a field of every shape."""

    reason: str = ask("理由", "long", least=2)
    filed: date = ask("收到日")
    role: PartyRole = ask("诉讼地位")
    judge: int = ask("承办法官", "person")
    urgent: bool = ask("紧急", default=False)
    claims: tuple[Claim, ...] = ask("诉讼请求", default=())


ROLE = next(iter(PartyRole))
POST = QueryDict(
    f"reason=公告送达&filed=2026-03-10&role={ROLE.value}&judge=沈砚秋 民一庭 %2317&urgent=true"
    "&claims-0-what=支付货款&claims-0-amount=1,200.50&claims-3-what=&claims-3-amount="
)


def by_name(made: tuple[FormField, ...]) -> dict[str, FormField]:
    return {field.name: field for field in made}


class TestReading:
    def test_what_is_posted_becomes_the_act_s_data(self) -> None:
        assert read(Petition, typed(Petition, POST)) == Petition(
            "公告送达", date(2026, 3, 10), ROLE, 17, True, (Claim("支付货款", Decimal("1200.50")),)
        )

    def test_an_unticked_box_is_no(self) -> None:
        assert typed(Petition, QueryDict(""))["urgent"] == "false"


class TestPrinting:
    def test_kinds_and_options_come_from_the_declaration(self) -> None:
        options = (Option("17", "沈砚秋　庭长"),)
        made = by_name(form_fields(Petition, choices={"judge": Choices(options)}))
        assert [field.kind for field in made.values()] == [
            "long", "date", "choice", "person", "boolean", "rows",
        ]  # fmt: skip
        assert made["judge"].options == options
        assert made["role"].options[0].value == ROLE.value
        assert made["reason"].required
        assert not made["urgent"].required

    def test_many_persons_are_searched(self) -> None:
        made = by_name(form_fields(Petition, choices={"judge": Choices(search="/people")}))
        assert made["judge"].kind == "search"

    def test_what_the_platform_knows_says_whence_until_it_is_changed(self) -> None:
        known = {"filed": Known(date(2026, 3, 10), "自立案登记带入")}
        fresh = by_name(form_fields(Petition, known=known))["filed"]
        assert (fresh.text, fresh.source) == ("2026-03-10", "自立案登记带入")
        changed = by_name(form_fields(Petition, known=known, values={"filed": "2026-03-11"}))
        assert (changed["filed"].text, changed["filed"].source) == ("2026-03-11", "")

    def test_after_a_refusal_everything_typed_is_kept_and_errors_stand_beside(self) -> None:
        values = typed(Petition, QueryDict("reason=短&filed=2026-02-30&claims-0-what=支付货款"))
        with pytest.raises(Unreadable) as refused:
            read(Petition, values)
        made = by_name(form_fields(Petition, values=values, findings=refused.value.findings))
        assert made["reason"].text == "短"
        assert "2026-02-30" in made["filed"].error
        assert made["claims"].rows[0][0].text == "支付货款"

    def test_a_row_more_than_typed_waits_for_those_without_scripts(self) -> None:
        made = by_name(form_fields(Petition, values=typed(Petition, POST)))["claims"]
        assert [row[0].prefix for row in made.rows] == ["claims-0-", "claims-1-"]
        assert made.blank[0].prefix == "claims-__n__-"

    def test_the_row_more_may_stay_empty_or_no_browser_would_send_the_form(self) -> None:
        typed_row, waiting = by_name(form_fields(Petition, values=typed(Petition, POST)))[
            "claims"
        ].rows
        assert typed_row[0].required
        assert not any(field.required for field in waiting)
        (only,) = by_name(form_fields(Petition))["claims"].rows
        assert only[0].required
