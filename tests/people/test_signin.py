"""Signing in: one answer for every refusal, bounded guesses, bounded sessions, codes used once."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pyotp
import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client

from tests.factories import AT, actor, do, make_account, make_court, make_person, make_tenure
from xiezhi.law.finding import Finding
from xiezhi.law.powers import accounts
from xiezhi.law.powers.accounts import Password, PasswordChange
from xiezhi.law.terms import Post
from xiezhi.people.codes import seal_secret
from xiezhi.people.models import Account, Session
from xiezhi.people.sessions import SignedIn, end_others, look_up, sign_in, sign_out

pytestmark = pytest.mark.django_db
RIGHT, WRONG, SECRET = "right-password-1", "wrong-password-1", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def account() -> Account:
    account = make_account(make_person(make_court()), "lin")
    Account.objects.filter(pk=account.pk).update(password=make_password(RIGHT))
    return account


def enter(
    password: str = RIGHT, *, at: datetime = AT, login: str = "lin", code: str = ""
) -> SignedIn | Finding:
    return sign_in(login, password, code, "a browser", at=at)


def entered(**how: object) -> SignedIn:
    answer = enter(**how)  # type: ignore[arg-type]
    assert isinstance(answer, SignedIn)
    return answer


class TestOneAnswerForAll:
    def test_the_right_password_opens_a_session(self, account: Account) -> None:
        signed = entered()
        assert signed.actor == actor(account.person)
        assert look_up(signed.key, at=AT) == signed

    def test_nobody_learns_whether_a_login_exists(self, account: Account) -> None:
        answers = [enter(WRONG), enter(WRONG, login="nobody"), enter("", login=""), enter("")]
        for _ in range(6):
            enter(WRONG)
        answers.append(enter())  # locked
        Account.objects.update(is_active=False, locked_until=None)
        answers.append(enter())  # suspended
        assert all(isinstance(answer, Finding) for answer in answers)
        assert len({str(answer) for answer in answers}) == 1

    @pytest.mark.parametrize("login", ["li\0n", "林" * 500, "' or 1=1 --"])
    def test_whatever_is_typed_is_only_wrong(self, account: Account, login: str) -> None:
        assert isinstance(enter(WRONG, login=login), Finding)

    def test_an_account_without_a_password_is_not_entered(self) -> None:
        make_account(make_person(make_court()), "none")
        assert isinstance(enter("", login="none"), Finding)


class TestLockOut:
    def test_five_failures_lock_for_a_quarter_of_an_hour(self, account: Account) -> None:
        for _ in range(5):
            enter(WRONG)
        assert isinstance(enter(at=AT + 14 * MINUTE), Finding)
        assert isinstance(enter(at=AT + 15 * MINUTE), SignedIn)

    def test_four_do_not_and_success_begins_anew(self, account: Account) -> None:
        for _ in range(2):
            for _ in range(4):
                enter(WRONG)
            entered()

    def test_after_the_lock_the_count_begins_at_one(self, account: Account) -> None:
        for _ in range(5):
            enter(WRONG)
        later = AT + 15 * MINUTE
        for _ in range(4):
            enter(WRONG, at=later)
        assert isinstance(enter(at=later), SignedIn)

    @pytest.mark.django_db(transaction=True)
    def test_guesses_at_once_are_no_more_than_guesses_in_turn(self, account: Account) -> None:
        def guess() -> None:
            enter(WRONG)
            connection.close()

        threads = [threading.Thread(target=guess) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        row = Account.objects.get()
        assert (row.failures, row.locked_until) == (5, AT + 15 * MINUTE)

    def test_the_administrator_unlocks(self, account: Account) -> None:
        administrator = make_person(account.person.court)
        make_tenure(administrator, Post.ADMINISTRATOR)
        for _ in range(5):
            enter(WRONG)
        do(accounts.UNLOCK, actor(administrator), account.person_id)
        entered()


class TestOneTimeCodes:
    @pytest.fixture(autouse=True)
    def _secret(self, account: Account) -> None:
        Account.objects.update(totp_secret=seal_secret(account.person_id, SECRET))

    def code(self, at: datetime = AT) -> str:
        return pyotp.TOTP(SECRET).at(at)

    def test_password_and_code_open_neither_alone(self, account: Account) -> None:
        assert isinstance(enter(), Finding)
        assert isinstance(enter(WRONG, code=self.code()), Finding)
        entered(code=self.code())

    @pytest.mark.parametrize(
        ("seconds", "opens"), [(-90, False), (-30, True), (30, True), (90, False)]
    )
    def test_a_clock_may_be_one_step_off(self, account: Account, seconds: int, opens: bool) -> None:
        answer = enter(code=self.code(AT + timedelta(seconds=seconds)))
        assert isinstance(answer, SignedIn) is opens

    def test_a_secret_of_another_account_or_master_key_opens_nothing(
        self, account: Account
    ) -> None:
        foreign = seal_secret(account.person_id + 1, SECRET)
        for sealed in (foreign, "xz1:" + "A" * 80, "xz1:"):
            Account.objects.update(totp_secret=sealed)
            assert isinstance(enter(code=self.code()), Finding)
            assert isinstance(enter(), Finding)

    @pytest.mark.parametrize("ahead", [0, 30])
    def test_a_code_serves_once(self, account: Account, ahead: int) -> None:
        code = self.code(AT + timedelta(seconds=ahead))
        entered(code=code)
        for seconds in (0, 20, 31, 59):
            assert isinstance(enter(code=code, at=AT + timedelta(seconds=seconds)), Finding)
        later = AT + timedelta(seconds=90)
        entered(code=self.code(later), at=later)


class TestSessions:
    def test_it_ends_when_idle(self, account: Account) -> None:
        key = entered().key
        assert look_up(key, at=AT + 120 * MINUTE) is not None
        assert look_up(key, at=AT + 240 * MINUTE) is not None  # the last look counts
        assert look_up(key, at=AT + 361 * MINUTE) is None

    def test_it_ends_after_its_whole_time_however_busy(self, account: Account) -> None:
        key = entered().key
        for hour in range(1, 13):
            assert look_up(key, at=AT + timedelta(hours=hour)) is not None
        assert look_up(key, at=AT + timedelta(hours=12, seconds=1)) is None

    def test_the_sixth_ends_the_first(self, account: Account) -> None:
        keys = [entered(at=AT + n * MINUTE).key for n in range(6)]
        alive = [look_up(key, at=AT + 6 * MINUTE) is not None for key in keys]
        assert alive == [False, True, True, True, True, True]
        assert Session.objects.count() == 5

    def test_signing_out_ends_one_and_others_can_be_ended(self, account: Account) -> None:
        first, second, third = (entered().key for _ in range(3))
        sign_out(first)
        assert look_up(first, at=AT) is None
        assert end_others(account.pk, second) == 1
        assert look_up(third, at=AT) is None
        assert look_up(second, at=AT) is not None

    def test_a_new_password_ends_them_all(self, account: Account) -> None:
        key = entered().key
        data = PasswordChange(current=RIGHT, password="another-one-9")
        do(accounts.CHANGE_PASSWORD, actor(account.person), account.person_id, data)
        assert look_up(key, at=AT) is None
        assert isinstance(enter(), Finding)
        entered(password="another-one-9")

    @pytest.mark.parametrize("act", [accounts.RESET, accounts.SUSPEND])
    def test_so_does_the_administrator(self, account: Account, act: object) -> None:
        administrator = make_person(account.person.court)
        make_tenure(administrator, Post.ADMINISTRATOR)
        key = entered().key
        data = Password(password="another-one-9") if act is accounts.RESET else None
        do(act, actor(administrator), account.person_id, data)  # type: ignore[arg-type]
        assert look_up(key, at=AT) is None


class TestThePage:
    def test_signing_in_and_out(self, account: Account) -> None:
        client = Client()
        wrong = client.post("/login/", {"login": "lin", "password": WRONG})
        assert wrong.status_code == 422
        assert client.get("/").status_code == 302
        right = client.post("/login/", {"login": "lin", "password": RIGHT})
        assert right.status_code == 302
        assert client.get("/").status_code == 200

    def test_it_does_not_send_anybody_elsewhere(self, account: Account) -> None:
        data = {"login": "lin", "password": RIGHT, "next": "https://elsewhere.example/"}
        assert Client().post("/login/", data)["Location"] == "/"
