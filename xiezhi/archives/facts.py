"""Facts of the archive: how the four checks of the package that waits ended."""

from collections.abc import Mapping, Sequence
from typing import Any

from xiezhi.acts.registry import provider
from xiezhi.archives.models import Handover
from xiezhi.law.facts import Facts


@provider("package")
def package_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The faults of each check, by its name; nothing where no package is built."""
    built = Handover.objects.filter(
        case__in=list(ids), accepted_at=None, returned_at=None, built_at__isnull=False
    )
    return {
        case: {
            "package": {
                check["name"]: () if check["ok"] else tuple(check["detail"]) for check in checks
            }
        }
        for case, checks in built.values_list("case", "checks")
    }
