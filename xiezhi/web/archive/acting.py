"""The archivist's acts from the archive's own page: the dialog, and back to what waits."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from xiezhi.acts.gate import facts_of
from xiezhi.acts.types import Wish
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.files import ACCEPT, RETURN
from xiezhi.web.cases.page import inside_facts
from xiezhi.web.chrome import now
from xiezhi.web.dialogs import Dialog, answer
from xiezhi.web.guard import actor_of, signed_in

ACTS = {act.code: act for act in (ACCEPT, RETURN)}


@signed_in
def archive_act(request: HttpRequest, case: int, code: str) -> HttpResponse:
    """Show taking or sending back with all that stands in the way, or perform it."""
    act, viewer, at = ACTS.get(code), actor_of(request), now()
    if act is None:
        raise Http404
    inside_facts(viewer, case, at)
    facts = facts_of(act, [Wish(case, None, by=viewer)], at)[case]
    assert isinstance(facts, CaseFacts), "the acts of the archive are acts on cases"
    url = reverse("archive_act", args=[case, code])
    back = reverse("archive")
    return answer(
        request,
        Dialog(act=act, subject=case, about=facts.number, url=url, back=back, facts=facts),
    )
