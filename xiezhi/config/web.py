"""Requests, templates, language and static files."""

from xiezhi.config import env

PACKAGE = env.ROOT / "xiezhi"

DEMO = env.flag("XIEZHI_DEMO")
"""Whether this is the demo, whose sign-in page shows its accounts."""

DEMO_PASSWORD = "xiezhi-demo-2026"  # noqa: S105 - printed on the sign-in page of the demo

DEBUG = False  # never: an error page with settings on it has no place in a court
ALLOWED_HOSTS = env.listed("XIEZHI_HOSTS", "" if env.PRODUCTION else "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.listed("XIEZHI_ORIGINS")
ROOT_URLCONF = "xiezhi.config.urls"
WSGI_APPLICATION = "xiezhi.config.wsgi.application"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"

MIDDLEWARE = [
    "xiezhi.config.middleware.ContentSecurityPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "xiezhi.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "xiezhi.people.middleware.SignedInActor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xiezhi.web.chrome.frame",
            ],
        },
    },
]

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [("verify", env.ROOT / "verify")]  # the verifier, for readers' own browsers
STATIC_ROOT = env.STATE / "static"
# In the demo and in tests files are found where they lie; production runs collectstatic.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not env.PRODUCTION
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.STATE / "files"},
    },
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if env.PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("XIEZHI_LOG_LEVEL", "WARNING")},
}
