"""Providers of facts about courts and people (已知事实): what rules name with `@needs`."""

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import check_password
from django.db import connection

from xiezhi.acts.models import CourtList, Delegation
from xiezhi.acts.registry import provider
from xiezhi.acts.types import Wish
from xiezhi.law.facts import Facts
from xiezhi.law.fields import asked
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.accounts import CHANGE_PASSWORD, SWITCH_CODES_OFF
from xiezhi.law.terms import Post
from xiezhi.ledger.encoding import REFUSED
from xiezhi.people.codes import shown_at
from xiezhi.people.known import Known
from xiezhi.people.models import Account, Division, Relation, Tenure, Token


def _of_wishes(function: Any) -> Any:
    function.of_wishes = True
    return function


@provider("lists")
def list_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Versions of courts' lists: number, in force since, filed upward on."""
    found: dict[int, list[Any]] = {}
    rows = CourtList.objects.filter(court__in=list(ids)).order_by("version")
    for row in rows:
        found.setdefault(row.court, []).append((row.version, row.since, row.filed_on))
    return {court: {"lists": tuple(rows)} for court, rows in found.items()}


@provider("delegations")
def delegation_facts(
    ids: Sequence[int], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """Delegations given at courts; `supervised` where the actor's portfolio covers the division."""
    found: dict[int, dict[int, Any]] = {}
    heard = dict(Division.objects.filter(court__in=list(ids)).values_list("id", "areas"))
    portfolios = _portfolios(basic)
    for row in Delegation.objects.filter(court__in=list(ids)):
        covered = portfolios.get((row.court, basic[row.court].actor), set())
        found.setdefault(row.court, {})[row.id] = {
            "giver": row.giver,
            "giver_post": row.giver_post,
            "consented": row.consent_at is not None,
            "revoked": row.revoked_at is not None,
            "supervised": bool(covered & set(heard.get(row.division or 0, ()))),
        }
    return {court: {"delegations": rows} for court, rows in found.items()}


def _portfolios(basic: Mapping[int, Facts]) -> dict[tuple[int, int], set[str]]:
    """Return (court, vice-president) to the fields of law of his or her portfolio today."""
    found: dict[tuple[int, int], set[str]] = {}
    day = next(iter(basic.values())).today
    rows = Tenure.objects.filter(court__in=list(basic), post=Post.VICE_PRESIDENT, since__lte=day)
    rows = rows.filter(person__in={facts.actor for facts in basic.values()}).exclude(until__lte=day)
    for court, person, areas in rows.values_list("court", "person", "areas"):
        found.setdefault((court, person), set()).update(areas)
    return found


@provider("divisions")
def division_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The divisions of courts."""
    found: dict[int, set[int]] = {court: set() for court in ids}
    rows = Division.objects.filter(court__in=list(ids)).values_list("court", "id")
    for court, division in rows:
        found[court].add(division)
    return {court: {"divisions": frozenset(rows)} for court, rows in found.items()}


@provider("belongings")
def belonging_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The tokens of persons' accounts and their declared relations, those in force."""
    facts = next(iter(basic.values()))
    found: dict[int, dict[str, set[int]]] = {
        one: {"tokens": set(), "relations": set()} for one in ids
    }
    tokens = Token.objects.filter(account__person__in=list(ids), revoked_at=None)
    for person, token in tokens.filter(until_at__gt=facts.at).values_list("account__person", "id"):
        found[person]["tokens"].add(token)
    relations = Relation.objects.filter(person__in=list(ids)).exclude(until__lte=facts.today)
    for person, relation in relations.values_list("person", "id"):
        found[person]["relations"].add(relation)
    return {
        one: {name: frozenset(rows) for name, rows in kinds.items()} for one, kinds in found.items()
    }


@provider("password")
@_of_wishes
def password_facts(
    wishes: Sequence[Wish], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """Whether the password that a wish gives as the one in use is that of the account."""
    typed = {wish.subject: getattr(wish.data, "current", "") for wish in wishes}
    rows = Account.objects.filter(person__in=list(typed)).values_list("person", "password")
    return {
        person: {"knows_password": bool(typed[person]) and check_password(typed[person], known)}
        for person, known in rows
    }


@provider("codes")
@_of_wishes
def code_facts(wishes: Sequence[Wish], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Whether accounts ask one-time codes, and whether a wish gives one of the device."""
    typed = {wish.subject: getattr(wish.data, "code", "") for wish in wishes}
    rows = Account.objects.filter(person__in=list(typed)).exclude(totp_secret="")
    return {
        row.person_id: {
            "codes_on": True,
            "knows_code": bool(code := typed[row.person_id])
            and shown_at(row, code, basic[row.person_id].at) is not None,
        }
        for row in rows
    }


_MISSES = """
select subject, count(*) from ledger_entry
 where subject = any(%(ids)s) and outcome = %(refused)s and at > %(since)s
   and act = any(%(acts)s) and (data::jsonb -> 'findings' @> '[{"field": "current"}]'
                                or data::jsonb -> 'findings' @> '[{"field": "code"}]')
 group by subject
"""


@provider("misses")
def miss_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """How often acts were refused for a wrong password or code, within the time of a lock."""
    facts = next(iter(basic.values()))
    given: dict[str, Any] = {
        "ids": list(ids),
        "refused": REFUSED,
        "since": facts.at - timedelta(minutes=parameter("accounts.lock_minutes", facts.today)),
        "acts": [CHANGE_PASSWORD.code, SWITCH_CODES_OFF.code],
    }
    with connection.cursor() as cursor:
        cursor.execute(_MISSES, given)
        return {subject: {"misses": count} for subject, count in cursor.fetchall()}


@provider("logins")
@_of_wishes
def login_facts(wishes: Sequence[Wish], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Which of the wished logins are taken."""
    wanted = {wish.data.login for wish in wishes if getattr(wish.data, "login", "")}
    taken = frozenset(Account.objects.filter(login__in=wanted).values_list("login", flat=True))
    return {wish.subject: {"logins": taken} for wish in wishes}


@provider("persons")
@_of_wishes
def person_facts(
    wishes: Sequence[Wish], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """The persons whom the wishes name, as the court of the subject knows them."""
    named = {wish.subject: named_persons(wish.data) for wish in wishes if wish.subject in basic}
    everybody = sorted(set().union(*named.values())) if named else []
    if not everybody:
        return {}
    known = Known(everybody, next(iter(basic.values())).today)
    division = {wish.subject: getattr(wish.data, "division", None) for wish in wishes}
    return {
        subject: {
            "persons": {
                person: known.towards(person, basic[subject], division[subject])
                for person in persons
                if person in known.names
            }
        }
        for subject, persons in named.items()
    }


def named_persons(data: Any) -> set[int]:
    """Return the numbers of persons that an act's data names, in its rows too."""
    found: set[int] = set()
    if data is None or not is_dataclass(data):
        return found
    for part in asked(type(data)):
        value = getattr(data, part.name)
        if part.kind == "person" and value:
            found.add(value)
        elif part.kind == "persons":
            found.update(value)
        elif part.kind == "rows":
            for row in value:
                found |= named_persons(row)
    return found
