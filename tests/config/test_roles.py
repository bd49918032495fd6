"""The roles of the database: who owns, who serves, and what stands between them."""

import pytest
from django.db import ProgrammingError, connection

from xiezhi.config.database import APPLICATION, OWNER


def scalar(query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return row[0] if row else None


@pytest.mark.django_db
class TestTheApplicationsRole:
    def test_tests_run_as_the_role_that_serves(self):
        assert scalar("select current_user") == APPLICATION

    def test_it_owns_no_table(self):
        assert scalar(f"select count(*) from pg_tables where tableowner = '{APPLICATION}'") == 0

    def test_every_table_belongs_to_the_owner(self):
        owners = "select string_agg(distinct tableowner, ',') from pg_tables"
        assert scalar(f"{owners} where schemaname = 'public'") == OWNER

    def test_it_is_no_member_of_the_owner(self):
        assert scalar(f"select pg_has_role('{APPLICATION}', '{OWNER}', 'member')") is False

    def test_it_is_no_superuser_and_passes_no_row_security(self):
        flags = "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles"
        assert scalar(f"{flags} where rolname = '{APPLICATION}'") is False

    def test_it_creates_no_table(self):
        with pytest.raises(ProgrammingError, match="permission denied"):
            scalar("create table sneaked (id int)")

    def test_it_uses_the_tables_that_migrations_made(self):
        assert scalar("select count(*) from django_session") == 0


@pytest.mark.django_db
class TestTestsWithTransactions:
    @pytest.mark.parametrize("turn", ["first", "second"])
    def test_each_finds_the_tables_empty(self, turn: str):
        assert scalar("select count(*) from django_session") == 0
        scalar("insert into django_session values ('k', '', now()) returning session_key")
