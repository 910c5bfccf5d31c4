"""All settings, read once from the environment. README lists every name, and a test compares."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.beat import every
from config.env import Env, wrong

env = Env(os.environ)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / ".data"))).absolute()

# ── Addresses ────────────────────────────────────────────────────────────────
PUBLIC_URL = env.url("PUBLIC_URL", "http://127.0.0.1:8000", ("http", "https"))
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or ""
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", f"{PUBLIC_HOST},localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# Only these peers are believed when they name a client in X-Forwarded-For.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")

# ── Secrets ──────────────────────────────────────────────────────────────────
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

# ── Database ─────────────────────────────────────────────────────────────────
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'comments.sqlite3'}")
CONN_MAX_AGE = env.number("CONN_MAX_AGE", 600, least=0, most=86_400)
try:
    DATABASE: dict[str, Any] = {**dj_database_url.parse(DATABASE_URL, conn_max_age=CONN_MAX_AGE)}
except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
    raise wrong(
        "DATABASE_URL", "not understood", "postgres://user:password@host/name or sqlite:///file"
    ) from None
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["ENGINE"] = "config.sqlite"
    # IMMEDIATE: a writer waits at the start of its transaction, never fails in the middle.
    # synchronous=FULL: what was answered with 202 survives a power cut.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
elif DATABASE["ENGINE"] == "django.db.backends.postgresql":
    DATABASE["CONN_HEALTH_CHECKS"] = True
    DATABASE.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    # A client that is gone or frozen amid a transaction must not hold its rows for ever.
    DATABASE["OPTIONS"].setdefault(
        "options", "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    )
else:
    raise wrong("DATABASE_URL", DATABASE["ENGINE"], "PostgreSQL or SQLite")
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── Redis protocol server: the doorbell and the cache, never the only place of anything ──────────
REDIS_URL = env.url("REDIS_URL", f"unix://{DATA_DIR / 'valkey.sock'}", ("redis", "rediss", "unix"))
if REDIS_URL.startswith("unix://") and len(REDIS_URL) > 100:
    raise ImproperlyConfigured(
        f"The path of DATA_DIR ({DATA_DIR}) is too long for a socket; choose a shorter one."
    )
# Ready pages, states and the bell's mark; another server than the queue's, once one is too busy.
CACHE_URL = env.url("CACHE_URL", REDIS_URL, ("redis", "rediss", "unix"))
# Seconds; a page without Redis comes from the database, so it is not worth waiting for.
REDIS_PATIENCE = {"socket_connect_timeout": 0.3, "socket_timeout": 0.5}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "comments",
        "OPTIONS": REDIS_PATIENCE,
    }
}

# ── Celery ───────────────────────────────────────────────────────────────────
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,  # an hour by default; every task here is done within seconds
    "unacked_restore_interval": 10,
    "socket_connect_timeout": 1,
    "socket_timeout": 2,  # at most what a reader waits for a bell that hangs
    "socket_keepalive": True,
    "max_retries": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for Redis for as long as it takes
CELERY_TASK_PUBLISH_RETRY = False  # a lost bell costs seconds, a hung one would cost the answer
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
# What no worker took in two days is dropped, so that the queue stays small; no sooner, or a clock
# that is a day ahead of beat's would let a worker drop everything.
_STALE = {"expires": 2 * 24 * 60 * 60}
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "moderation.tasks.sweep", "schedule": every(15), "options": _STALE},
    "tell": {"task": "moderation.tasks.tell", "schedule": every(30), "options": _STALE},
    "forget": {"task": "moderation.tasks.forget", "schedule": every(3600), "options": _STALE},
}
CELERY_TIMEZONE = "UTC"

# ── Limits ───────────────────────────────────────────────────────────────────
POSTS_PER_MINUTE = env.number("POSTS_PER_MINUTE", 6, least=0, most=1_000_000)  # 0: no limit
POSTS_PER_MINUTE_NETWORK = env.number("POSTS_PER_MINUTE_NETWORK", 60, least=0, most=1_000_000)
POSTS_PER_MINUTE_ARTICLE = env.number("POSTS_PER_MINUTE_ARTICLE", 600, least=0, most=1_000_000)
REVIEW_SECONDS = env.number("REVIEW_SECONDS", 2, least=1, most=60)  # for one rule on one comment
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # bytes

# ── Privacy: how many days something is kept ─────────────────────────────────
EMAIL_DAYS = env.number("EMAIL_DAYS", 30, least=1, most=3650)
ADDRESS_DAYS = env.number("ADDRESS_DAYS", 7, least=1, most=3650)  # its hash and its neighbourhood

# ── Mail: authors who left an e-mail are told the decision (moderation.notices) ──────────────────
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
EMAIL_URL = urlsplit(env.url("EMAIL_URL", "smtp://", tuple(MAIL_PORTS)))
EMAIL_HOST = EMAIL_URL.hostname or ""  # "": nobody is told
EMAIL_PORT = EMAIL_URL.port or MAIL_PORTS[EMAIL_URL.scheme]
EMAIL_HOST_USER = unquote(EMAIL_URL.username or "")
EMAIL_HOST_PASSWORD = unquote(EMAIL_URL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_URL.scheme == "smtp+tls", EMAIL_URL.scheme == "smtps"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", f"comments@{PUBLIC_HOST}")

# ── Django ───────────────────────────────────────────────────────────────────
DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
INSTALLED_APPS = [
    "config",
    "moderation",
    "comments",
    "rest_framework",
    "drf_spectacular",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "drf_spectacular_sidecar",  # the API's documentation page, served by ourselves
    "moderation.desk.apps.DeskAdminConfig",  # Django's admin, with our front page
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "config.requests.Surroundings",
    "django.middleware.security.SecurityMiddleware",
    "comments.origins.OriginMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.SessionMiddleware",
    "config.middleware.LocaleMiddleware",
    "config.charsets.Refusing",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.AuthenticationMiddleware",
    "config.middleware.MessageMiddleware",
    "config.middleware.OTPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.requests.Availability",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Ten wrong passwords for a name from one address close the door for a while; a name alone is never
# locked, or anybody could lock a moderator out.
AXES_FAILURE_LIMIT = 10
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "comments.addresses.client_address_text"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SECOND_FACTOR_REQUIRED = env.choice("SECOND_FACTOR", "optional", ("optional", "required")) == (
    "required"
)
OTP_TOTP_ISSUER = "Moderated comments"

HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a shift
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# Without a trusted proxy nobody tells us that a request came over TLS: it would turn in circles.
SECURE_SSL_REDIRECT = HTTPS and bool(TRUSTED_PROXIES)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
# HSTS for the publisher's other hosts is the publisher's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# ── Languages and time ───────────────────────────────────────────────────────
LANG_INFO["ku"] = {"bidi": False, "code": "ku", "name": "Kurdish", "name_local": "Kurdî"}
LANGUAGES = [
    ("en", _("English")),
    ("ckb", _("Central Kurdish (Sorani)")),
    ("ku", _("Kurdish (Kurmanji)")),
    ("ar", _("Arabic")),
    ("tr", _("Turkish")),
]
LANGUAGE_CODE = "en"
TIME_ZONE = env.text("TIME_ZONE", "UTC")  # for pages; the API and the database speak UTC
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

# ── Static files ─────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # no collectstatic step before the first start
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# ── REST framework ───────────────────────────────────────────────────────────
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": ["comments.parsers.BoundedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["comments.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "comments.renderers.JSONAlone",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "comments.problems.answer_problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Moderated comments",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "DESCRIPTION": "Every comment is checked before anyone sees it, is approved or rejected as a "
    "whole, is never edited, and every rejection is explained.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": [],
    "SERVE_AUTHENTICATION": [],
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

# ── Logging: never a reader's words, address or e-mail ───────────────────────
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOG_FORMAT = env.choice("LOG_FORMAT", "line", ("line", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.LineFormatter"},
        "json": {"()": "config.logs.JSONFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},  # what somebody asked for wrongly is no news
        "django.security": {"level": "CRITICAL"},
        "axes": {"level": "CRITICAL"},  # it would tell names and addresses
    },
}

# ── Metrics ──────────────────────────────────────────────────────────────────
METRICS_DIR = DATA_DIR / "metrics"
METRICS_FROM = env.networks("METRICS_FROM", "127.0.0.0/8,::1")
