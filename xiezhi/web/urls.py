"""Addresses of the pages."""

from django.urls import URLPattern, URLResolver, include, path

from xiezhi.config import env
from xiezhi.web.accounts import acting as own
from xiezhi.web.accounts import views as accounts
from xiezhi.web.calendars import views as calendars
from xiezhi.web.cases import acting
from xiezhi.web.cases import views as cases
from xiezhi.web.desks import views as desks
from xiezhi.web.files import views as files
from xiezhi.web.filing import views as filing
from xiezhi.web.imports import views as imports
from xiezhi.web.lists import views as lists
from xiezhi.web.log import views as log
from xiezhi.web.party import filing as party_filing
from xiezhi.web.party import views as party
from xiezhi.web.powers import acting as court_acting
from xiezhi.web.powers import views as powers
from xiezhi.web.preferences import set_preferences
from xiezhi.web.search import views as search
from xiezhi.web.verify import views as verifier

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desks.desk, name="desk"),
    path("login/", accounts.login, name="login"),
    path("logout/", accounts.logout, name="logout"),
    path("account", own.account, name="account"),
    path("account/sessions/end", own.end_sessions, name="account_sessions"),
    path("account/acts/<str:code>", own.account_act, name="account_act"),
    path("cases", lists.cases, name="cases"),
    path("cases/export", lists.cases_export, name="cases_export"),
    path("cases/precheck", lists.cases_precheck, name="cases_precheck"),
    path("cases/bulk", lists.cases_bulk, name="cases_bulk"),
    path("cases/<int:case>", cases.case, name="case"),
    path("cases/<int:case>/trace", cases.case_trace, name="case_trace"),
    path("cases/<int:case>/similar", cases.case_similar, name="case_similar"),
    path("cases/<int:case>/acts/<str:code>", acting.act, name="act"),
    path("cases/<int:case>/files", files.case_files, name="case_files"),
    path("cases/<int:case>/files/upload", files.upload, name="case_upload"),
    path("cases/<int:case>/judgment", files.case_judgment, name="case_judgment"),
    path("cases/<int:case>/draw", files.case_draw, name="case_draw"),
    path("papers/<int:number>", files.paper, name="paper"),
    path("filing", filing.new, name="filing"),
    path("filing/import", imports.import_filings, name="import"),
    path("filing/import/template.csv", imports.import_template, name="import_template"),
    path("filing/<int:case>", filing.following, name="filing_next"),
    path("filing/<int:case>/onward", filing.onward, name="filing_onward"),
    path("calendar", calendars.calendar, name="calendar"),
    path("calendar.ics", calendars.feed, name="calendar_feed"),
    path("search", search.search, name="search"),
    path("ledger", log.log, name="log"),
    path("ledger/entries/<int:number>", log.log_entry, name="log_entry"),
    path("ledger/entries/<int:number>/receipt.json", log.log_receipt, name="log_receipt"),
    path("ledger/subjects/<int:subject>", log.log_subject, name="log_subject"),
    path("verify", verifier.verify, name="verify"),
    path("powers", powers.listed, name="powers"),
    path("powers.json", powers.as_json, name="powers_json"),
    path("court", powers.court_list, name="court_list"),
    path("court/acts/<str:code>", court_acting.court_act, name="court_act"),
    path("party", party.mine, name="party"),
    path("party/file", party_filing.file, name="party_file"),
    path("party/<int:case>", party.one, name="party_case"),
    path("", include("xiezhi.web.urls_lists")),
    path("", include("xiezhi.web.archive.urls")),
    path("", include("xiezhi.web.supervision.urls")),
    path("", include("xiezhi.web.teams.urls")),
    path("", include("xiezhi.web.leaders.urls")),
    path("", include("xiezhi.web.fairness.urls")),
    path("preferences", set_preferences, name="preferences"),
]
if not env.PRODUCTION:
    urlpatterns.append(path("dev/", include("xiezhi.web.dev.urls")))
