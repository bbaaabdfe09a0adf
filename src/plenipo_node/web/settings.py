"""Django's settings. What an operator may set stands in DIR/desk.toml; here is what follows from it."""

from __future__ import annotations

from pathlib import Path

from plenipo_node.web.config import handed_over
from plenipo_node.web.secret import secret_of

CONFIG = handed_over()
HERE = Path(__file__).parent.parent

SECRET_KEY = secret_of(CONFIG)
DEBUG = False
ALLOWED_HOSTS = [CONFIG.host, "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [CONFIG.address]
ROOT_URLCONF = "plenipo_node.web.urls"
WSGI_APPLICATION = "plenipo_node.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.sessions",
    "plenipo_node.accounts",
    "plenipo_node.drafts",
    "plenipo_node.pages",
]

MIDDLEWARE = [
    "plenipo_node.web.logs.LogMiddleware",
    "plenipo_node.web.middleware.HeadersMiddleware",
    "plenipo_node.web.middleware.OneAddressMiddleware",
    "plenipo_node.pages.frame.static.StaticMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "plenipo_node.pages.frame.settings.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "plenipo_node.web.middleware.StandingMiddleware",
    "plenipo_node.accounts.middleware.PersonMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "plenipo_node.pages.frame.shell.shell",
            ],
            "builtins": ["plenipo_node.pages.frame.tags", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(CONFIG.folder) / "desk.sqlite") if CONFIG.folder else ":memory:",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Two desks on one host name share its cookies: each names its own after its port.
_MARK = "".join(char for char in CONFIG.address.rpartition(":")[2] if char.isalnum())[:16]
_PREFIX = "__Host-" if CONFIG.secure else ""
SESSION_COOKIE_NAME = f"{_PREFIX}plenipo-{_MARK}"
CSRF_COOKIE_NAME = f"{_PREFIX}plenipo-csrf-{_MARK}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = CONFIG.session_hours * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "plenipo_node.pages.frame.failures.forged"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if CONFIG.secure else 0

USE_I18N = True
USE_TZ = True
LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("en", "English"), ("fr", "Français")]
LANGUAGE_COOKIE_NAME = f"{_PREFIX}plenipo-language-{_MARK}"
LIGHT_COOKIE_NAME = f"{_PREFIX}plenipo-light"
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = CONFIG.zone

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# A log says what happened to the machine, never what anybody wrote.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "plenipo_node.web.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "ERROR" if CONFIG.log == "error" else "WARNING"},
    "loggers": {
        "plenipo_node": {"level": CONFIG.log.upper()},  # what libraries say of themselves may quote
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"level": "CRITICAL"},  # what strangers try is no fault of this machine
    },
}
