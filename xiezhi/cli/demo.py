"""Start everything with an invented province: database, a year of cases, web, worker, sequencer."""

import argparse
import os
from datetime import date

from xiezhi.cli import migrate, serve
from xiezhi.config import database, env, server
from xiezhi.config.postgres import cluster

CASES = 6000


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options of serving, and how many cases the year has."""
    serve.add(parser)
    parser.add_argument("--cases", type=int, default=env.integer("DEMO_CASES", CASES))
    parser.add_argument("--build-only", action="store_true", help="make the data, then stop")


def run(arguments: argparse.Namespace) -> int:
    """Make the data if there is none, then serve until Ctrl-C."""
    os.environ["XIEZHI_DEMO"] = "1"
    if not database.URL:
        server.start(cluster())
    code = migrate.run(argparse.Namespace(target=["--skip-checks", "-v0"]))  # made anew, quickly
    if code:
        return code
    _data(arguments.cases)
    return 0 if arguments.build_only else serve.run(arguments)


def _data(cases: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiezhi.config.settings")
    import django  # noqa: PLC0415 - Django starts only where a command needs it

    django.setup()
    from xiezhi.demo.build import build  # noqa: PLC0415
    from xiezhi.people.models import Court  # noqa: PLC0415

    if Court.objects.exists():
        print("演示数据已在，直接启动 (the demo data are there)")
        return
    built = build(date.today(), cases)  # noqa: DTZ011 - the demo ends on the machine's day
    print(
        f"演示数据：{built.cases} 件案件，{built.performed} 项行为，"
        f"{built.seconds:.0f} 秒（{built.performed / built.seconds:.0f} 项/秒），"
        f"被拒绝 {sum(built.refused.values())} 项"
    )
