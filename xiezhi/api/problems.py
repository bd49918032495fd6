"""Refusals as problem+json (RFC 9457), with every finding: what, by which text, what instead."""

from collections.abc import Sequence
from typing import Any

from django.http import JsonResponse

from xiezhi.acts.gate import said
from xiezhi.law.finding import Finding

CONTENT = "application/problem+json"


class Problem(Exception):
    """问题: an answer that is a refusal, with its status."""

    def __init__(self, status: int, title: str, findings: Sequence[Finding] = ()) -> None:
        self.status, self.title, self.findings = status, title, findings
        super().__init__(title)

    def response(self) -> JsonResponse:
        """Return the answer."""
        return problem(self.status, self.title, self.findings)


def problem(status: int, title: str, findings: Sequence[Finding] = (), **more: Any) -> JsonResponse:
    """Return a problem as JSON."""
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "findings": [said(finding) for finding in findings],
        **more,
    }
    answer = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = CONTENT
    if status == 503:
        answer["Retry-After"] = "5"
    return answer


NO_POWER = frozenset(
    {
        "E_NO_POWER",
        "E_ROLE_LIMIT",
        "E_LEADER_NOT_ON_CASE",
        "E_CANNOT_CHANGE_PANEL_RESULT",
        "E_OUT_OF_PORTFOLIO",
        "E_DELEGATION_INVALID",
        "E_FORBIDDEN",
    }
)


def refusal_status(findings: Sequence[Finding]) -> int:
    """Return 403 for a want of power, 409 for the state of the case, else 422."""
    codes = {finding.code for finding in findings if not finding.warning}
    if codes & NO_POWER:
        return 403
    return 409 if "E_STATE" in codes or "E_DUPLICATE_FILING" in codes else 422
