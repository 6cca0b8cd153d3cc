"""Django settings: data and identity only; the wire belongs to `servers.http`."""

import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tripost.kit.settings import settings

_set = settings()


def _secret_key() -> str:
    """The installation's key: from the setting, else made once beside the data."""
    if _set.secret_key:
        return _set.secret_key
    path = _set.data / "secret.key"
    if path.exists():
        return path.read_text().strip()
    return secrets.token_urlsafe(48)  # `store.ground.prepare` writes the lasting one


def _database() -> dict[str, object]:
    """One SQLite file in the data folder, or the PostgreSQL named by TRIPOST_DATABASE_URL."""
    if _set.on_sqlite:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(_set.data / "tripost.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: a commit is on the disk before anyone is told (law 1).
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-32000;"
                    "PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    url = urlsplit(_set.database_url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": None,
    }


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["*"]  # links are made from TRIPOST_BASE_URL, never from the Host header
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "tripost.store",
    "tripost.jobs",
    "tripost.people",
    "tripost.addresses",
    "tripost.outbound",
    "tripost.search",
    "tripost.modes.distribution_list",
]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["tripost.people.sign_in.NameOrAddress"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "tripost.servers.http.pages.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            str(Path(__file__).resolve().parent.parent / "servers" / "http" / "pages" / "templates")
        ],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
LANGUAGE_CODE = "en"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
SESSION_ENGINE = "tripost.people.sessions"
SESSION_COOKIE_NAME = "tripost_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _set.public_url.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_FAILURE_VIEW = "tripost.servers.http.pages.frame.csrf_failed"
CSRF_TRUSTED_ORIGINS = [_set.public_url]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS = ["security.W003"]
