"""The page of all components, a dialog, a party's page."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from xiezhi.web.dev import figures, lists, samples, small


def show_components(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    context = {
        "chrome": samples.CHROME,
        "s": samples,
        "m": small,
        "l": lists,
        "f": figures,
        "fields": samples.fields("x-", wrong=True),
        "dark": samples.fields("k-", wrong=True)[:4],
        "large": samples.fields("l-", wrong=True)[:4],
        "cases": lists.cases(select=True),
        "cases_plain": lists.cases(select=False),
        "refused": samples.dialog(refused=True, modal=False),
        "long_trace": samples.long_trace(),
    }
    return render(request, "dev/components.html", context)


@require_POST
def show_precheck(request: HttpRequest) -> HttpResponse:
    """Answer a selection with the bar of its pre-check."""
    ids = request.POST.getlist("ids")
    bulk = replace(lists.BULK, selected=len(ids), ready=len(ids), blocked=())
    return render(request, "components/only.html", {"part": bulk})


def show_dialog(request: HttpRequest) -> HttpResponse:
    """Show the dialog of an act: over the page for htmx, else as its own page."""
    modal = bool(getattr(request, "htmx", False))
    refused = bool(request.GET.get("refused"))
    context = {
        "chrome": samples.CHROME,
        "part": samples.dialog(refused=refused, modal=modal),
    }
    template = "components/only.html" if modal else "act.html"
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def show_case(request: HttpRequest) -> HttpResponse:
    """Show a case page put together from its components."""
    context = {"chrome": samples.CHROME, "s": samples, "m": small, "f": figures}
    return render(request, "dev/case.html", context)


def show_party(request: HttpRequest) -> HttpResponse:
    """Show a party's page."""
    return render(request, "dev/party.html", {"chrome": samples.CHROME, "f": figures})
