"""Settings: one file, safe by default, changed only through the environment (see README)."""

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()

# --- Where it runs. Nothing here is on unless somebody says so. ---
DEBUG = env.bool("DEBUG", False)
# Django refuses to start a server with an empty key, in plain words; only a local run gets a known one.
SECRET_KEY = env.str("SECRET_KEY", "a key for looking around on one's own machine" if DEBUG else "")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS = env.bool("HTTPS", not DEBUG)

INSTALLED_APPS = [
    "reviews",
    "partnerships",
    "biglocal.post",
    "biglocal.design",
    "biglocal.access",
    "biglocal.audit",
    "biglocal.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "biglocal.access.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "biglocal.access.middleware.NoStoreMiddleware",
]

ROOT_URLCONF = "biglocal.urls"
WSGI_APPLICATION = "biglocal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "biglocal.navigation.navigation",
            ],
            "builtins": [
                "biglocal.design.templatetags.design",
                "biglocal.design.templatetags.lists",
            ],
        },
    }
]

# --- What is kept ---
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Many writers on one file: take the write lock when a transaction starts, wait for it, and let
    # readers go on meanwhile. Never with ATOMIC_REQUESTS, which would lock for reading too.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;"
        ),
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if env.str("DATABASE_REPLICA_URL", ""):
    # A streaming replica, for pages that read much: see `biglocal.replica`.
    DATABASES["replica"] = {
        **env.dj_db_url("DATABASE_REPLICA_URL"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"MIRROR": "default"},
    }
DATABASE_ROUTERS = ["biglocal.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in limits and spent one-time codes live in the cache, so all processes must share it.
CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": env.str("REDIS_URL"),
        }
        if env.str("REDIS_URL", "")
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "biglocal_cache",
        }
    )
}

# --- Who signs in ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["biglocal.accounts.backends.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "biglocal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A changed password or second step is told to its owner; an address without an account gets nothing.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# How long an invitation works; the link for a forgotten password works for less.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "biglocal.accounts.links.PasswordLinks"  # noqa: S105
MFA_ADAPTER = "biglocal.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Big Local"
# An administrator gave the account its address, so nobody can bar another's by a second factor on it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# The same forms, drawn and worded as all of ours.
ACCOUNT_FORMS = {
    "login": "biglocal.design.sign_in.SignInForm",
    "reset_password": "biglocal.design.sign_in.ResetPasswordForm",
    "reset_password_from_key": "biglocal.design.sign_in.ResetPasswordKeyForm",
    "set_password": "biglocal.design.sign_in.SetPasswordForm",
    "change_password": "biglocal.design.sign_in.ChangePasswordForm",
    "add_email": "biglocal.design.sign_in.AddEmailForm",
    "reauthenticate": "biglocal.design.sign_in.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "biglocal.design.sign_in.SecondFactorForm",
    "reauthenticate": "biglocal.design.sign_in.SecondFactorAgainForm",
    "activate_totp": "biglocal.design.sign_in.ActivateForm",
}
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- What a browser is told ---
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 365 * 24 * 60 * 60) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Limits count by the address that the proxy saw, not by the proxy's own.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}

# --- How pages are made ---
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Files that people attach. No address leads there: a view asks who may, and hands them out.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.str("FILES_ROOT", str(BASE_DIR / "files")), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
FORM_RENDERER = "biglocal.design.renderers.DesignRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "govuk"
# A spreadsheet of members is small; whatever is larger is refused by the form, not by the server.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "biglocal.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- What the apps above add to an area's list of what to do; see `partnerships.presenters.sources` ---
TODO_SOURCES = [
    "reviews.presenters.todo.actions_to_do",
    "partnerships.presenters.policies.policies_to_do",
    "partnerships.presenters.plan.plan_to_do",
]

# --- What is done after a request: a worker (`manage.py db_worker`) takes it from the database ---
TASKS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- E-mail ---
# Every kind of message, with invented content.
POST_SAMPLES = "reviews.samples.SAMPLES"
# Where the service is reached, for the links in messages.
SITE_URL = env.str("SITE_URL", "http://localhost:8000")
# What 360Giving gave to Local Trust to begin the identifiers of its grants with. They are known by it
# everywhere, so it never changes once grants are published.
GIVING_PREFIX = env.str("GIVING_PREFIX", "360G-LocalTrust")
# The address of the licence that grants are published under; without one, files name none.
GIVING_LICENCE = env.str("GIVING_LICENCE", "")
# A folder that messages go to as files when there is no mail server: for one's own machine.
EMAIL_FILE_PATH = env.str("EMAIL_FILES", "")
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend"
    if env.str("EMAIL_HOST", "")
    else "filebased.EmailBackend"
    if EMAIL_FILE_PATH
    else "console.EmailBackend"
)
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Big Local <biglocal@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "biglocal.logs.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    # It says that it is there, whenever it is loaded.
    "loggers": {"pikepdf": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
