"""The dialog of an act on a case, and what it tells its actor alone."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiezhi.acts.types import Outcome
from xiezhi.law.act import Act
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.powers import powers
from xiezhi.law.rules.triage_acts import suggestion_of
from xiezhi.web import dialogs
from xiezhi.web.cases.choices import choices_for, known_for
from xiezhi.web.cases.columns import url_of
from xiezhi.web.cases.page import facts_for
from xiezhi.web.chrome import now
from xiezhi.web.components import ActDialog, Reason
from xiezhi.web.guard import actor_of, inside, signed_in
from xiezhi.web.said import said, sentence
from xiezhi.web.words import act_word, strung, word


@signed_in
def act(request: HttpRequest, case: int, code: str) -> HttpResponse:
    """Show an act's form with all that stands in the way, or perform it."""
    chosen = powers().get(code)
    if chosen is None or chosen.subject != "case" or chosen.opens:
        raise Http404
    facts = facts_for(actor_of(request), case, now())
    if not inside(facts) and not chosen.holders & facts.posts:
        raise Http404
    home = reverse("case" if inside(facts) else "party_case", args=[case])
    dialog = dialogs.Dialog(
        act=chosen,
        subject=case,
        about=facts.number or _("本案"),
        url=url_of(code, case),
        back=home,
        facts=facts,
        choices=partial(choices_for, chosen, facts),
        known=partial(known_for, chosen, facts),
        explain=partial(explain, chosen, facts),
        address_of=partial(_address, case),
    )
    return dialogs.answer(request, dialog, partial(_then, request, dialog))


def _address(case: int, act: Act) -> str:
    """Return the dialog of an act on the same case, empty for what is no act on a case."""
    return url_of(act.code, case) if act.subject == "case" and not act.opens else ""


def reason(finding: Finding, facts: CaseFacts) -> Reason:
    """Return a finding as the page shows it, with the act on this case that helps."""
    return dialogs.reason(finding, partial(_address, facts.subject))


SHOWN = {
    "complainant": gettext_noop("反映人"),
    "clues": gettext_noop("反映内容和线索"),
    "answer": gettext_noop("答复内容"),
}
"""What an act tells its actor alone, by its name."""


def _then(request: HttpRequest, dialog: dialogs.Dialog, done: Outcome) -> HttpResponse:
    """Go on, or show once what the act tells its actor alone; it is on no other page."""
    if not done.shows:
        return dialogs.go(request, dialog.back)
    part = ActDialog(
        title=act_word(dialog.act),
        about=dialog.about,
        url=dialog.url,
        back=dialog.back,
        submit="",
        source=str(dialog.act.source),
        explain="\n".join(
            f"{_(SHOWN[name])}：{text or _('未填写')}" for name, text in done.shows.items()
        ),
        modal=bool(getattr(request, "htmx", None)),
    )
    return dialogs.draw(request, part)


def explain(act: Act, facts: CaseFacts) -> str:
    """Return what the platform proposes and why, where it proposes something."""
    if act.code != "triage.confirm":
        return ""
    proposed = suggestion_of(facts)
    lines = [_("系统建议：%(procedure)s。") % {"procedure": word(proposed.procedure)}]
    for procedure, findings in proposed.barred.items():
        why = strung(map(said, findings))
        lines.append(_("%(name)s：%(what)s") % {"name": word(procedure), "what": why})
    return "\n".join([*lines, *map(sentence, proposed.counterfactuals)])
