"""Accounts: who may change what of them, and what the log may know of it."""

from __future__ import annotations

import base64
from datetime import timedelta
from importlib import import_module
from typing import Any

import pyotp
import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, connection, transaction

from tests.factories import (
    AT,
    actor,
    do,
    make_account,
    make_court,
    make_person,
    make_tenure,
    refusals,
)
from xiezhi.acts.types import Actor
from xiezhi.law.powers import accounts
from xiezhi.law.powers.accounts import (
    CodesOff,
    OneTimeCode,
    Password,
    PasswordChange,
    TokenChoice,
    TokenData,
)
from xiezhi.law.powers.people import REGISTER_PERSON, PersonData
from xiezhi.law.rules.accounts import code_is_right, one_time_code
from xiezhi.law.terms import Post
from xiezhi.ledger.models import Entry
from xiezhi.people.codes import seal_secret, secret_of
from xiezhi.people.models import Account, Person, Token

pytestmark = pytest.mark.django_db
OLD, NEW = "old-password-1", "new-password-2"


class House:
    """A court with its administrator and somebody who has an account."""

    def __init__(self) -> None:
        self.court = make_court()
        self.person, self.other = make_person(self.court), make_person(self.court)
        administrator = make_person(self.court)
        make_tenure(administrator, Post.ADMINISTRATOR)
        self.administrator = actor(administrator)
        self.owner = actor(self.person)
        self.stranger = actor(self.other)
        for one in (self.person, self.other):
            account = make_account(one)
            account.password = make_password(OLD)
            account.save()

    @property
    def account(self) -> Account:
        return Account.objects.get(person=self.person)

    def refused(self, act: Any, by: Actor, data: Any = None, person: Person | None = None) -> Any:
        return refusals(act, by, (person or self.person).id, data)


@pytest.fixture
def house() -> House:
    return House()


class TestPasswords:
    def test_the_owner_changes_it_with_the_one_in_use(self, house: House) -> None:
        data = PasswordChange(current=OLD, password=NEW)
        do(accounts.CHANGE_PASSWORD, house.owner, house.person.id, data)
        assert check_password(NEW, house.account.password)
        assert house.account.password.startswith("argon2")

    @pytest.mark.parametrize(
        ("current", "password", "code"),
        [
            ("not-the-password", NEW, "E_PASSWORD"),
            (OLD, "short-1", "E_PASSWORD"),
            (OLD, "onlyletters", "E_PASSWORD"),
            (OLD, "1234567890", "E_PASSWORD"),
        ],
    )
    def test_a_wrong_or_weak_one_changes_nothing(
        self, house: House, current: str, password: str, code: str
    ) -> None:
        data = PasswordChange(current=current, password=password)
        assert house.refused(accounts.CHANGE_PASSWORD, house.owner, data) == [code]
        assert check_password(OLD, house.account.password)

    def test_nobody_else_changes_it_who_knows_it(self, house: House) -> None:
        data = PasswordChange(current=OLD, password=NEW)
        for by in (house.stranger, house.administrator):
            assert house.refused(accounts.CHANGE_PASSWORD, by, data) == ["E_NO_POWER"]

    def test_the_log_knows_no_password(self, house: House) -> None:
        house.refused(
            accounts.CHANGE_PASSWORD, house.owner, PasswordChange(current="wrong", password=NEW)
        )
        do(
            accounts.CHANGE_PASSWORD,
            house.owner,
            house.person.id,
            PasswordChange(current=OLD, password=NEW),
        )
        written = "".join(Entry.objects.values_list("data", flat=True))
        assert "sealed" in written
        assert not any(text in written for text in (OLD, NEW, "wrong"))

    def test_the_administrator_resets_what_was_forgotten(self, house: House) -> None:
        row = house.account
        row.totp_secret = seal_secret(house.person.id, "A" * 32)
        row.failures, row.locked_until = 3, AT + timedelta(hours=1)
        row.save()
        do(accounts.RESET, house.administrator, house.person.id, Password(password=NEW))
        row = house.account
        assert check_password(NEW, row.password)
        assert (row.totp_secret, row.failures, row.locked_until) == ("", 0, None)

    def test_nobody_but_the_administrator_resets(self, house: House) -> None:
        data = Password(password=NEW)
        for by in (house.owner, house.stranger):
            assert house.refused(accounts.RESET, by, data) == ["E_NO_POWER"]


class TestSuspension:
    def test_an_account_is_suspended_and_restored(self, house: House) -> None:
        do(accounts.SUSPEND, house.administrator, house.person.id)
        assert not house.account.is_active
        assert house.refused(accounts.SUSPEND, house.administrator) == ["E_ACCOUNT"]
        do(accounts.RESTORE, house.administrator, house.person.id)
        assert house.account.is_active
        assert house.refused(accounts.RESTORE, house.administrator) == ["E_ACCOUNT"]

    def test_who_has_no_account_has_none_to_change(self, house: House) -> None:
        nobody = make_person(house.court)
        for act in (accounts.SUSPEND, accounts.RESTORE, accounts.UNLOCK):
            assert house.refused(act, house.administrator, person=nobody) == ["E_NO_ACCOUNT"]


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def a_code(minutes: float = 0) -> str:
    """Return what the device shows so many minutes from now."""
    return pyotp.TOTP(SECRET).at(AT + timedelta(minutes=minutes))


class TestOneTimeCodes:
    ON = OneTimeCode(secret=SECRET, code=a_code())

    def test_they_are_switched_on_by_a_code_of_the_device(self, house: House) -> None:
        do(accounts.ENABLE_TOTP, house.owner, house.person.id, self.ON)
        assert secret_of(house.account) == SECRET

    @pytest.mark.parametrize("minutes", [-5, 5])
    def test_a_code_of_another_time_does_not(self, house: House, minutes: int) -> None:
        data = OneTimeCode(secret=SECRET, code=a_code(minutes))
        assert house.refused(accounts.ENABLE_TOTP, house.owner, data) == ["E_ONE_TIME_CODE"]
        assert house.account.totp_secret == ""

    def test_another_device_takes_no_place_that_is_taken(self, house: House) -> None:
        do(accounts.ENABLE_TOTP, house.owner, house.person.id, self.ON)
        other = pyotp.random_base32()
        data = OneTimeCode(secret=other, code=pyotp.TOTP(other).at(AT))
        assert house.refused(accounts.ENABLE_TOTP, house.owner, data) == ["E_CODES_ON"]
        assert secret_of(house.account) == SECRET

    def test_no_row_and_no_entry_holds_the_secret(self, house: House) -> None:
        do(accounts.ENABLE_TOTP, house.owner, house.person.id, self.ON)
        raw = base64.b32decode(SECRET)
        with connection.cursor() as cursor:
            cursor.execute("select totp_secret, a::text from people_account a")
            for kept, row in cursor.fetchall():
                assert SECRET not in row
                if kept:
                    sealed = base64.b64decode(kept.removeprefix("xz1:"))
                    assert raw not in sealed
                    assert SECRET.encode() not in sealed
        assert SECRET not in "".join(Entry.objects.values_list("data", flat=True))

    def test_the_same_secret_is_kept_in_another_form_each_time(self, house: House) -> None:
        forms = {seal_secret(one.id, SECRET) for one in (house.person, house.other, house.person)}
        assert len(forms) == 3

    def test_the_database_takes_no_secret_in_clear(self, house: House) -> None:
        with pytest.raises(IntegrityError, match="account_secret_is_sealed"):
            Account.objects.filter(person=house.person).update(totp_secret=SECRET)

    def test_the_digits_are_those_of_the_standard(self) -> None:
        for seconds in range(0, 3600, 17):
            at = AT + timedelta(seconds=seconds)
            assert one_time_code(SECRET, at) == pyotp.TOTP(SECRET).at(at)

    @pytest.mark.parametrize("secret", ["", "!!!", "0189", "密钥密钥密钥密钥密钥密钥密钥密钥"])
    def test_no_code_is_right_for_what_is_no_secret(self, secret: str) -> None:
        assert not code_is_right(secret, "", AT)
        assert not code_is_right(secret, "000000", AT)

    @pytest.mark.django_db(transaction=True)
    def test_the_release_before_kept_it_in_clear_and_the_migration_seals_it(
        self, house: House
    ) -> None:
        step = import_module("xiezhi.people.migrations.0003_sealed_secrets")
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("set local role owner")
                cursor.execute(
                    "alter table people_account drop constraint account_secret_is_sealed"
                )
            Account.objects.filter(person=house.person).update(totp_secret=SECRET)
            for _ in range(2):  # it can run again
                step.seal(apps, None)
                assert SECRET not in house.account.totp_secret
                assert secret_of(house.account) == SECRET
            assert Account.objects.get(person=house.other).totp_secret == ""
            transaction.set_rollback(True)


class TestSwitchingCodesOff:
    """The owner switches codes off with the password and the device, and only with both."""

    OFF = CodesOff(current=OLD, code=a_code())

    @pytest.fixture(autouse=True)
    def _on(self, house: House) -> None:
        do(accounts.ENABLE_TOTP, house.owner, house.person.id, TestOneTimeCodes.ON)

    def test_password_and_code_switch_them_off(self, house: House) -> None:
        do(accounts.SWITCH_CODES_OFF, house.owner, house.person.id, self.OFF)
        assert house.account.totp_secret == ""
        assert house.refused(accounts.SWITCH_CODES_OFF, house.owner, self.OFF)[0] == "E_CODES_OFF"
        do(accounts.ENABLE_TOTP, house.owner, house.person.id, TestOneTimeCodes.ON)

    @pytest.mark.parametrize(
        ("current", "code", "codes"),
        [
            ("not-the-password", a_code(), ["E_PASSWORD"]),
            (OLD, a_code(5), ["E_ONE_TIME_CODE"]),
            (OLD, "abcdef", ["E_ONE_TIME_CODE"]),
            ("not-the-password", a_code(5), ["E_PASSWORD", "E_ONE_TIME_CODE"]),
        ],
    )
    def test_one_without_the_other_does_not(
        self, house: House, current: str, code: str, codes: list[str]
    ) -> None:
        data = CodesOff(current=current, code=code)
        assert house.refused(accounts.SWITCH_CODES_OFF, house.owner, data) == codes
        assert secret_of(house.account) == SECRET

    def test_a_code_that_opened_a_session_does_not_serve_again(self, house: House) -> None:
        Account.objects.filter(person=house.person).update(last_login=AT)
        refused = house.refused(accounts.SWITCH_CODES_OFF, house.owner, self.OFF)
        assert refused == ["E_ONE_TIME_CODE"]
        later = CodesOff(current=OLD, code=a_code(1))
        at = AT + timedelta(minutes=1)
        do(accounts.SWITCH_CODES_OFF, house.owner, house.person.id, later, at=at)
        assert house.account.totp_secret == ""

    def test_nobody_else_does_who_knows_both(self, house: House) -> None:
        for by in (house.stranger, house.administrator):
            assert house.refused(accounts.SWITCH_CODES_OFF, by, self.OFF) == ["E_NO_POWER"]

    def test_the_log_knows_neither(self, house: House) -> None:
        do(accounts.SWITCH_CODES_OFF, house.owner, house.person.id, self.OFF)
        written = "".join(Entry.objects.values_list("data", flat=True))
        assert OLD not in written
        assert a_code() not in written


class TestGuesses:
    """An open screen gives no more guesses than the page of sign-in."""

    WRONG = PasswordChange(current="not-the-password", password=NEW)
    RIGHT = PasswordChange(current=OLD, password=NEW)

    def test_after_five_the_right_one_waits_and_nobody_learns_that_it_is(
        self, house: House
    ) -> None:
        for _ in range(5):
            refused = house.refused(accounts.CHANGE_PASSWORD, house.owner, self.WRONG)
            assert refused == ["E_PASSWORD"]
        for data in (self.WRONG, self.RIGHT):
            refused = house.refused(accounts.CHANGE_PASSWORD, house.owner, data)
            assert refused == ["E_TOO_MANY"]
        later = AT + timedelta(minutes=15)
        do(accounts.CHANGE_PASSWORD, house.owner, house.person.id, self.RIGHT, at=later)

    def test_codes_count_as_passwords_do(self, house: House) -> None:
        do(accounts.ENABLE_TOTP, house.owner, house.person.id, TestOneTimeCodes.ON)
        wrong = CodesOff(current=OLD, code="000000")
        for _ in range(4):
            house.refused(accounts.SWITCH_CODES_OFF, house.owner, wrong)
        house.refused(accounts.CHANGE_PASSWORD, house.owner, self.WRONG)
        right = CodesOff(current=OLD, code=a_code())
        refused = house.refused(accounts.SWITCH_CODES_OFF, house.owner, right)
        assert refused == ["E_TOO_MANY"]

    def test_a_weak_new_password_and_other_people_are_no_guesses(self, house: House) -> None:
        weak = PasswordChange(current=OLD, password="onlyletters")
        for _ in range(6):
            house.refused(accounts.CHANGE_PASSWORD, house.owner, weak)
            house.refused(accounts.CHANGE_PASSWORD, house.stranger, self.WRONG, house.other)
        do(accounts.CHANGE_PASSWORD, house.owner, house.person.id, self.RIGHT)


class TestTokens:
    DATA = TokenData(name="统计", scopes=("read",), until=AT.date() + timedelta(days=30))

    def test_its_text_is_told_once_and_kept_nowhere(self, house: House) -> None:
        outcome = do(accounts.MAKE_TOKEN, house.owner, house.person.id, self.DATA)
        text = outcome.shows["token"]
        row = Token.objects.get()
        assert text not in "".join(Entry.objects.values_list("data", flat=True))
        assert text.encode() not in bytes(row.hash)

    @pytest.mark.parametrize("days", [-1, 367])
    def test_it_ends_within_the_longest_term(self, house: House, days: int) -> None:
        data = TokenData(name="统计", scopes=("read",), until=AT.date() + timedelta(days=days))
        assert house.refused(accounts.MAKE_TOKEN, house.owner, data) == ["E_DATE_ORDER"]

    def test_its_scopes_exist(self, house: House) -> None:
        data = TokenData(name="统计", scopes=("read", "all"), until=self.DATA.until)
        assert house.refused(accounts.MAKE_TOKEN, house.owner, data) == ["E_SCOPE"]

    def test_only_its_owner_revokes_it_once(self, house: House) -> None:
        do(accounts.MAKE_TOKEN, house.owner, house.person.id, self.DATA)
        choice = TokenChoice(token=Token.objects.get().id)
        foreign = house.refused(accounts.REVOKE_TOKEN, house.stranger, choice, house.other)
        assert foreign == ["E_TOKEN"]
        do(accounts.REVOKE_TOKEN, house.owner, house.person.id, choice)
        assert Token.objects.get().revoked_at == AT
        assert house.refused(accounts.REVOKE_TOKEN, house.owner, choice) == ["E_TOKEN"]


class TestRegistration:
    def test_a_person_gets_an_account_with_a_hashed_password(self, house: House) -> None:
        data = PersonData(name="林晚舟", login="lin", password=NEW)
        do(REGISTER_PERSON, house.administrator, house.court.id, data)
        row = Account.objects.get(login="lin")
        assert check_password(NEW, row.password)
        assert row.person.name == "林晚舟"
        assert NEW not in "".join(Entry.objects.values_list("data", flat=True))

    def test_a_login_is_given_once(self, house: House) -> None:
        data = PersonData(name="林晚舟", login=house.account.login, password=NEW)
        by = house.administrator
        assert refusals(REGISTER_PERSON, by, house.court.id, data) == ["E_LOGIN"]
        assert not Person.objects.filter(name="林晚舟").exists()
