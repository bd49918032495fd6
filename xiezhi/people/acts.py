"""Effects of acts on courts' people, accounts and the calendar: what they write."""

import secrets
from collections.abc import Sequence
from datetime import datetime, time
from hashlib import sha256

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.law.act import Nothing
from xiezhi.law.calendar import parse_year
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.accounts import (
    CHANGE_PASSWORD,
    ENABLE_TOTP,
    MAKE_TOKEN,
    RESET,
    RESTORE,
    REVOKE_TOKEN,
    SUSPEND,
    SWITCH_CODES_OFF,
    UNLOCK,
    CodesOff,
    OneTimeCode,
    Password,
    PasswordChange,
    TokenChoice,
    TokenData,
)
from xiezhi.law.powers.lists import LOAD_YEAR, YearData
from xiezhi.law.powers.people import (
    ABSENCE,
    APPOINT,
    DECLARE_RELATION,
    END_RELATION,
    END_TENURE,
    REGISTER_PERSON,
    AbsenceData,
    PersonData,
    RelationData,
    RelationEnd,
    TenureData,
    TenureEnd,
)
from xiezhi.people.codes import seal_secret
from xiezhi.people.models import (
    Absence,
    Account,
    Court,
    HolidayYear,
    Person,
    Relation,
    Session,
    Tenure,
    Token,
)

CONSTRAINTS["absence_no_overlap"] = (
    "E_ABSENCE_OVERLAP",
    "该人员在所选期间已有不可分案登记",
    "",
)
CONSTRAINTS["tenure_has_days"] = ("E_DATE_ORDER", "截止日期须晚于任职的起始日期", "")
CONSTRAINTS["people_account_login_key"] = ("E_LOGIN", "登录名已被使用，请另选", "")


@effect(REGISTER_PERSON)
def register_person(write: Write, court: Court, data: PersonData, doing: Doing) -> None:
    """A person of the court, with an account if a login was given."""
    person = Person(
        id=write.subject_id(),
        name=data.name,
        sort_key=data.sort_key or data.name,
        court=court,
        is_juror=data.is_juror,
    )
    write.new(person)
    doing.adds["person"] = person.id
    if data.login:
        write.new(
            Account(
                login=data.login,
                person=person,
                kind=data.kind,
                password=make_password(data.password),
            )
        )


@effect(APPOINT)
def appoint(write: Write, court: Court, data: TenureData, doing: Doing) -> None:
    """A post is held from a day on."""
    write.new(
        Tenure(
            person_id=data.person,
            court=court,
            division_id=data.division,
            post=data.post,
            areas=[area.value for area in data.areas],
            share=data.share,
            since=data.since,
        )
    )


@effect(END_TENURE)
def end_tenure(write: Write, court: Court, data: TenureEnd, doing: Doing) -> None:
    """A post ends before a day; the row stays."""
    for row in Tenure.objects.filter(person=data.person, court=court, post=data.post, until=None):
        write.change(row, until=data.until)


@effect(ABSENCE)
def record_absence(write: Write, court: Court, data: AbsenceData, doing: Doing) -> None:
    """No case is given to the person over these days."""
    write.new(
        Absence(
            person_id=data.person,
            kind=data.kind,
            days=DateRange(data.since, data.until),
            approved_by_id=doing.by.person,
            reason=data.reason,
        )
    )


@effect(LOAD_YEAR)
def load_year(write: Write, court: Court, data: YearData, doing: Doing) -> None:
    """The year's arrangement is the calendar of every court from now on."""
    year = parse_year(data.text)
    known = HolidayYear.objects.filter(year=year.year).first()
    if known is not None:
        write.change(known, notice=data.notice, text=data.text, loaded_at=doing.at)
    else:
        write.new(
            HolidayYear(year=year.year, notice=data.notice, text=data.text, loaded_at=doing.at)
        )


def _account(person: Person) -> Account:
    return Account.objects.get(person=person)


@effect(CHANGE_PASSWORD)
def change_password(write: Write, person: Person, data: PasswordChange, doing: Doing) -> None:
    """The account has a new password; whoever is signed in signs in again with it."""
    write.change(_account(person), password=make_password(data.password))
    write.batch("sessions", person.id, _end_sessions)


def _end_sessions(persons: Sequence[int]) -> None:
    Session.objects.filter(account__person__in=list(persons)).delete()


@effect(RESET)
def reset(write: Write, person: Person, data: Password, doing: Doing) -> None:
    """The account may be entered again: new password, no one-time codes, not locked."""
    write.change(
        _account(person),
        password=make_password(data.password),
        totp_secret="",
        failures=0,
        locked_until=None,
    )
    write.batch("sessions", person.id, _end_sessions)


@effect(SUSPEND)
def suspend(write: Write, person: Person, data: Nothing, doing: Doing) -> None:
    """Nobody enters by the account; its sessions end and its tokens rest at once."""
    write.change(_account(person), is_active=False)
    write.batch("sessions", person.id, _end_sessions)


@effect(RESTORE)
def restore(write: Write, person: Person, data: Nothing, doing: Doing) -> None:
    """The account may be entered again."""
    write.change(_account(person), is_active=True)


@effect(ENABLE_TOTP)
def enable_totp(write: Write, person: Person, data: OneTimeCode, doing: Doing) -> None:
    """Sign-in asks a one-time code from now on."""
    secret = data.secret.replace(" ", "").upper()
    write.change(_account(person), totp_secret=seal_secret(person.id, secret))


@effect(SWITCH_CODES_OFF)
def switch_codes_off(write: Write, person: Person, data: CodesOff, doing: Doing) -> None:
    """Sign-in asks the password alone from now on."""
    write.change(_account(person), totp_secret="")


@effect(UNLOCK)
def unlock(write: Write, person: Person, data: Nothing, doing: Doing) -> None:
    """The account may be tried again."""
    write.change(_account(person), failures=0, locked_until=None)


@effect(MAKE_TOKEN)
def make_token(write: Write, person: Person, data: TokenData, doing: Doing) -> None:
    """A token; its text is shown once, only its hash is kept."""
    text = secrets.token_urlsafe(32)
    write.new(
        Token(
            account=_account(person),
            name=data.name,
            hash=sha256(text.encode()).digest(),
            scopes=list(data.scopes),
            made_at=doing.at,
            until_at=datetime.combine(data.until, time.max, ZONE),
        )
    )
    doing.shows["token"] = text


@effect(REVOKE_TOKEN)
def revoke_token(write: Write, person: Person, data: TokenChoice, doing: Doing) -> None:
    """The token is dead."""
    write.change_id(Token, data.token, revoked_at=doing.at)


@effect(DECLARE_RELATION)
def declare_relation(write: Write, person: Person, data: RelationData, doing: Doing) -> None:
    """The relation is seen by the conflict check, the lot and appointments from now on."""
    write.new(
        Relation(
            person=person,
            name=data.name,
            kind=data.kind,
            firm=data.firm,
            relative_id=data.relative,
        )
    )


@effect(END_RELATION)
def end_relation(write: Write, person: Person, data: RelationEnd, doing: Doing) -> None:
    """The relation no longer counts from today; the row stays."""
    write.change_id(Relation, data.relation, until=doing.today)
