"""收案立案: what receiving, correcting and registering a case write."""

import itertools
from collections import Counter
from hashlib import sha256

from django.db import connection

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case, Counsel, Notice, Party
from xiezhi.cases.sealing import new_case_key
from xiezhi.config.secrets import master
from xiezhi.law import causes
from xiezhi.law.case_numbers import CaseNumber
from xiezhi.law.powers.filing import (
    AMEND,
    RECEIVE,
    REFUSE,
    REGISTER,
    REQUEST_CORRECTION,
    SUPPLY_CORRECTION,
    Amendment,
    Correction,
    CorrectionRequest,
    FilingData,
    PartyEntry,
    Refusal,
)
from xiezhi.law.terms import PartyRole, Post, State

CONSTRAINTS["case_not_filed_twice"] = (
    "E_DUPLICATE_FILING",
    "本院已收同一当事人、同一案由、同一诉讼请求的案件。确系另一案件的，请写明另行收案的理由",
    "",
)
CONSTRAINTS["cases_case_former_id_79a3204a_fk_cases_case_id"] = (
    "E_FORMER_UNKNOWN",
    "本平台没有所填编号的原审案件，请核对后重填",
    "",
)
CONSTRAINTS["cases_party_person_id_f62f37c3_fk_people_person_id"] = (
    "E_ACCOUNT_UNKNOWN",
    "没有所填编号的账号，请从名册中选定，或者不填",
    "",
)
_ASKED = (
    "clear", "money_only", "both_agree", "missing_defendant", "foreign", "status_or_title",
    "appraisal", "public_interest", "new_or_difficult", "wide_concern", "plea", "consent",
    "in_custody", "minor", "disabled", "incidental_open", "months_expected", "on_the_spot",
    "information_case",
)  # fmt: skip
"""Circumstances that are asked at filing, as the statutory gates name them."""


def _side(data: FilingData, *roles: PartyRole) -> str:
    names = [party.name for party in data.parties if party.role in roles]
    return names[0] + (f"等{len(names)}人" if len(names) > 1 else "") if names else ""


def title_of(data: FilingData, cause: str) -> str:
    """Return the customary name of a case: parties and cause."""
    first = _side(data, PartyRole.PLAINTIFF, PartyRole.APPELLANT, PartyRole.PRIVATE_PROSECUTOR)
    second = _side(
        data, PartyRole.DEFENDANT, PartyRole.APPELLEE, PartyRole.ACCUSED, PartyRole.AGENCY
    )
    if PartyRole.ACCUSED in {party.role for party in data.parties}:
        return f"{second}{cause}一案"[:300]
    return f"{first}诉{second}{cause}一案"[:300]


def fingerprint(data: FilingData) -> bytes:
    """Return what two filings of the same matter have in common, 32 bytes."""
    parties = sorted(f"{party.role}\x1f{party.name}" for party in data.parties)
    said = "\x1e".join(
        [data.kind, data.cause, str(data.amount), data.claims, data.facts, data.again]
    )
    return sha256("\x1d".join([*parties, said]).encode()).digest()


def _largest_side(data: FilingData) -> int:
    return max(Counter(party.role for party in data.parties).values())


@effect(RECEIVE)
def receive(write: Write, subject: None, data: FilingData, doing: Doing) -> Case:
    """A case exists, with its parties; its number comes with registration."""
    cause = causes.find(data.cause, data.kind.area, doing.today)
    assert cause is not None, "a rule of the act demands a known cause"
    known = {name: value for name in _ASKED if (value := getattr(data, name)) not in (None, False)}
    known["largest_side"] = _largest_side(data)
    if data.amount is not None:
        known["amount"] = str(data.amount)
    number = write.subject_id()
    case = Case(
        id=number,
        court_id=doing.facts.court,
        kind=data.kind,
        origin=data.origin,
        state=State.RECEIVED,
        title=title_of(data, cause.name),
        cause_code=cause.code,
        cause=cause.name,
        amount=data.amount,
        claims=data.claims,
        facts=data.facts,
        circumstances=known,
        sealing_key=new_case_key(master(), number),
        fingerprint=fingerprint(data),
        received_at=doing.at,
        former_id=data.former,
        root=_root(data),
    )
    write.new(case)
    _parties(write, case, data, doing)
    doing.adds["case"] = {"title": case.title, "court": case.court_id}
    return case


def _root(data: FilingData) -> int | None:
    if data.former is None:
        return None
    former = Case.objects.filter(pk=data.former).values_list("root", flat=True).first()
    return former or data.former


def _parties(write: Write, case: Case, data: FilingData, doing: Doing) -> None:
    """The parties and who represents them; a lawyer who files sees the case as counsel."""
    for place, entry in enumerate(data.parties):
        party = write.new(_party(case, place, entry))
        if entry.counsel:
            own = Post.COUNSEL in doing.facts.posts and entry.counsel == doing.by.name
            person = doing.by.person if own else None
            counsel = Counsel(case=case, party=party, name=entry.counsel, firm=entry.firm)
            counsel.person_id = person
            write.new(counsel)


def _party(case: Case, place: int, entry: PartyEntry) -> Party:
    return Party(
        case=case,
        role=entry.role,
        kind=entry.kind,
        name=entry.name,
        id_number=entry.id_number,
        address=entry.address,
        phone=entry.phone,
        person_id=entry.account,
        place=place,
    )


@effect(REQUEST_CORRECTION)
def request_correction(write: Write, case: Case, data: CorrectionRequest, doing: Doing) -> None:
    """The parties are told once what is missing."""
    write.new(
        Notice(case=case, to_parties=True, says=f"请补正：{data.missing}"[:1000], at=doing.at)
    )


@effect(SUPPLY_CORRECTION)
def supply_correction(write: Write, case: Case, data: Correction, doing: Doing) -> None:
    """What was supplied replaces what stood there; the entry keeps both."""
    before = {"claims": case.claims, "facts": case.facts}
    write.change(case, claims=data.claims or case.claims, facts=data.facts or case.facts)
    doing.adds["before"] = {
        name: sha256(text.encode()).hexdigest() for name, text in before.items()
    }


@effect(AMEND)
def amend(write: Write, case: Case, data: Amendment, doing: Doing) -> None:
    """What was entered wrongly is corrected; before and after stand in the log."""
    doing.adds["before"] = {"cause": case.cause, "amount": case.amount}
    values: dict[str, object] = {}
    if data.cause:
        cause = causes.find(data.cause, doing.facts.area, doing.today)
        if cause is not None:
            values |= {"cause": cause.name, "cause_code": cause.code}
    if data.amount is not None:
        values["amount"] = data.amount
        values["circumstances"] = {**case.circumstances, "amount": str(data.amount)}
    if data.claims:
        values["claims"] = data.claims
    write.change(case, **values)


@effect(REFUSE)
def refuse(write: Write, case: Case, data: Refusal, doing: Doing) -> None:
    """The parties are told that the case is not taken, and why."""
    says = f"裁定不予受理：{data.ground}。不服的，可以上诉。"
    write.new(Notice(case=case, to_parties=True, says=says[:1000], at=doing.at))
    write.change(case, closed_on=doing.today)


@effect(REGISTER)
def register(write: Write, case: Case, data: object, doing: Doing) -> None:
    """The case gets the next number of its court, year and kind."""
    write.change(case, filed_on=doing.today)
    write.ahead("serials", (case, doing), _number_all)


def _number_all(write: Write, batch: list[tuple[Case, Doing]]) -> None:
    """Number all cases of a chunk, one counter after the other in the order of keys."""
    keyed = sorted(batch, key=lambda item: (*_series(*item), item[0].id))
    for key, group in itertools.groupby(keyed, key=lambda item: _series(*item)):
        cases = list(group)
        last = _advance(key, len(cases))
        for serial, (case, doing) in enumerate(cases, last - len(cases) + 1):
            number = CaseNumber(
                year=key[1], court=doing.facts.court_code, type_code=key[2], serial=serial
            )
            doing.adds["number"] = str(number)
            write.change(case, number=str(number))


def _series(case: Case, doing: Doing) -> tuple[int, int, str]:
    return case.court_id, doing.today.year, doing.facts.kind.type_code


def _advance(key: tuple[int, int, str], count: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into cases_serial (court_id, year, type_code, last) values (%s, %s, %s, %s)"
            " on conflict on constraint serial_once do update"
            " set last = cases_serial.last + excluded.last returning last",
            [*key, count],
        )
        return int(cursor.fetchone()[0])
