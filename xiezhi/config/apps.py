"""The parts that the platform is made of, in the order of the tree, lowest first."""

from importlib.util import find_spec

XIEZHI_APPS = (
    "xiezhi.ledger",
    "xiezhi.acts",
    "xiezhi.people",
    "xiezhi.cases",
    "xiezhi.triage",
    "xiezhi.assignment",
    "xiezhi.teams",
    "xiezhi.supervision",
    "xiezhi.similar_cases",
    "xiezhi.efiles",
    "xiezhi.archives",
    "xiezhi.auxiliary",
    "xiezhi.leaders",
    "xiezhi.fairness",
    "xiezhi.recognition",
    "xiezhi.web",
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    *(app for app in XIEZHI_APPS if find_spec(app)),
]

if "xiezhi.people" in INSTALLED_APPS:
    AUTH_USER_MODEL = "people.Account"

# Tasks lie in each app's jobs.py; they are enqueued in the act's transaction.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
