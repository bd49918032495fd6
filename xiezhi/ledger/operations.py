"""What migrations of every app say about privileges and subjects' tables."""

from django.db.migrations import RunSQL

from xiezhi.config.database import APPLICATION


def grant(privileges: str, *tables: str) -> RunSQL:
    """Give the application's role privileges (`"select, insert"`) on tables, and nobody else any.

    Where the role does not exist, the tables stay with their owner alone.
    """
    statements = "".join(
        f"revoke all on {table} from public, {APPLICATION};"
        f"grant {privileges} on {table} to {APPLICATION};"
        for table in tables
    )
    return RunSQL(_if_role_exists(statements), RunSQL.noop, elidable=False)


def grant_sequence(*sequences: str) -> RunSQL:
    """Let the application's role draw numbers from sequences."""
    statements = "".join(
        f"grant usage, select on sequence {name} to {APPLICATION};" for name in sequences
    )
    return RunSQL(_if_role_exists(statements), RunSQL.noop, elidable=False)


def subject_table(table: str) -> RunSQL:
    """Leave a fifth of each page of a subject's table free: moving a head is then a HOT update."""
    return RunSQL(
        f"alter table {table} set (fillfactor = 80)", f"alter table {table} reset (fillfactor)"
    )


def _if_role_exists(statements: str) -> str:
    return (
        "do $grant$ begin if exists (select from pg_roles where rolname ="
        f" '{APPLICATION}') then {statements} end if; end $grant$"
    )


def refuse_changes(table: str) -> RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on a table, even to its owner."""
    rows = f"create trigger {table}_kept before update or delete on {table}"
    whole = f"create trigger {table}_whole before truncate on {table}"
    return RunSQL(
        f"{rows} for each row execute function ledger_refuse();"
        f"{whole} for each statement execute function ledger_refuse()",
        f"drop trigger {table}_kept on {table}; drop trigger {table}_whole on {table}",
    )
