"""The settings: what production demands, and the headers that browsers obey."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from xiezhi.config import env
from xiezhi.config.database import connection
from xiezhi.config.security import secret_key


def read_in_production(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of its own, as production does, and print some of them."""
    program = (
        "from xiezhi.config import settings as s; print(s.SECURE_HSTS_SECONDS,"
        " s.SESSION_COOKIE_SECURE, s.ALLOWED_HOSTS, s.DATABASES['default']['USER'])"
    )
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    ours = {"XIEZHI_PRODUCTION": "1", "XIEZHI_STATE": str(tmp_path), **variables}
    return subprocess.run(
        [sys.executable, "-c", program], cwd=env.ROOT, env=kept | ours,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


class TestProduction:
    URL = "postgresql://app:word@db.example/xiezhi"

    def test_it_demands_a_database(self, tmp_path: Path):
        assert "DATABASE_URL must be set" in read_in_production(tmp_path).stderr

    def test_it_demands_a_key(self, tmp_path: Path):
        done = read_in_production(tmp_path, DATABASE_URL=self.URL)
        assert "XIEZHI_SECRET_KEY must be set" in done.stderr
        assert not (tmp_path / "secret").exists()

    def test_its_cookies_are_secure_and_its_hosts_named(self, tmp_path: Path):
        done = read_in_production(
            tmp_path, DATABASE_URL=self.URL, XIEZHI_SECRET_KEY="k" * 50, XIEZHI_HOSTS="a.cn, b.cn"
        )
        assert done.stdout == "31536000 True ['a.cn', 'b.cn'] app\n"


class TestTheKey:
    def test_it_is_made_once_and_only_its_owner_reads_it(self, tmp_path: Path):
        first = secret_key(tmp_path)
        assert len(first) >= 50
        assert secret_key(tmp_path) == first
        assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["secret"]


class TestVariables:
    @pytest.mark.parametrize("word", ["0", "no", "False", " off ", ""])
    def test_a_flag_is_off_by_its_word(self, word: str):
        assert env.flag("A", default=True, environ={"A": word}) is False

    def test_a_number_that_is_none_is_named(self):
        with pytest.raises(env.Misconfigured, match="PORT must be a whole number, not 'x'"):
            env.integer("PORT", 1, environ={"PORT": "x"})

    def test_a_list_forgets_blanks(self):
        assert env.listed("A", environ={"A": " a ,, b"}) == ["a", "b"]


class TestTheAddressOfTheDatabase:
    def test_its_parts_are_djangos_and_the_rest_are_options(self):
        ours = connection("postgresql://app:p%40ss@h:6432/x?sslmode=verify-full")
        assert (ours["USER"], ours["PASSWORD"], ours["HOST"], ours["PORT"], ours["NAME"]) == (
            "app", "p@ss", "h", "6432", "x",
        )  # fmt: skip
        assert ours["OPTIONS"] == {
            "server_side_binding": True,
            "prepare_threshold": 3,
            "sslmode": "verify-full",
        }


class TestHeaders:
    @pytest.mark.django_db
    def test_the_launchers_question_is_answered(self, client: Client):
        assert client.get("/healthz").content == b"ok\n"

    @pytest.mark.django_db
    @pytest.mark.parametrize("path", ["/healthz", "/no-such-page"])
    def test_every_answer_carries_the_policy(self, client: Client, path: str):
        policy = client.get(path)["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy

    def test_passwords_are_kept_by_argon2(self):
        assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
