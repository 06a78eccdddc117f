"""The truth. Everything that differs from machine to machine comes from the environment.

Fails closed: a variable that production needs and does not find is named in one sentence.
The other settings modules set their defaults in os.environ first, then import all of this.
"""

import os
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def needed(name: str, what: str) -> str:
    """Return the environment variable name, or refuse with a sentence that says what it is for."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {what}")
    return value


def told(name: str, default: str = "") -> bool:
    return os.environ.get(name, default).lower() in {"1", "yes", "true", "on"}


DEBUG = told("DEBUG")
SECRET_KEY = needed("SECRET_KEY", "Give a long random text that only this server knows.")
ALLOWED_HOSTS = needed(
    "ALLOWED_HOSTS", "Give the names under which visitors reach the site, separated by commas."
).split(",")
BASE_URL = needed("BASE_URL", "Give the site's full address, such as https://museum.example.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))

INSTALLED_APPS = [
    "exhibits.apps.Exhibits",
    "museum.apps.Museum",
    "museum.search.apps.Search",
    "museum.figures.apps.Figures",
    "museum.catalogue.apps.Catalogue",
    "museum.visits.apps.Visits",
    "museum.volunteers.apps.Volunteers",
    "museum.people.apps.People",
    "museum.pictures.apps.Pictures",
    "museum.accounts.apps.Accounts",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "museum.accounts.apps.Users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "exhibits.policy.ContentSecurityPolicy",
    "exhibits.caching.KeptPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "museum.urls"
WSGI_APPLICATION = "museum.wsgi.application"
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
                "exhibits.context.museum",
            ],
        },
    }
]

# Writers side by side: IMMEDIATE takes the write lock when a verb begins, so two processes queue
# instead of failing with "database is locked"; WAL lets visitors read meanwhile.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY;"
    ),
}


def database(url: str) -> dict:
    """Return Django's settings for a database URL: sqlite:///… or postgres://…"""
    found = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if found["ENGINE"] == "django.db.backends.sqlite3":
        # Opening the file and saying all that anew costs more than a kept page.
        found.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=False, OPTIONS=SQLITE_OPTIONS)
    return found


DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR / 'museum.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    INSTALLED_APPS += ["django.contrib.postgres"]
# Pages for visitors are kept whole in each process and dropped when what they show changes
# (exhibits/caching.py). KEEP_PAGES=no makes each one anew, to look for what is slow.
KEEP_PAGES = told("KEEP_PAGES", "yes")
OBJECTS_PER_PAGE = int(os.environ.get("OBJECTS_PER_PAGE", "12"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# IMMEDIATE makes every atomic block a writer: requests open one only inside a verb.
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# One language. With LocaleMiddleware an English browser would turn the whole desk to English.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "museum" / "locale", BASE_DIR / "museum" / "locale" / "wagtail"]
TIME_ZONE = "Asia/Shanghai"
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", BASE_DIR / "media"))
ORIGINALS_ROOT = DATA_DIR / "originals"
# One process can serve renditions itself; a web server in front does it better.
SERVE_MEDIA = told("SERVE_MEDIA")
STORAGES = {
    # What Wagtail puts aside half-way through an upload, and documents: not for the public either.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private"},
    },
    # Originals carry GPS and faces as they came: never below MEDIA_ROOT, no public address.
    "originals": {"BACKEND": "museum.pictures.storage.OriginalsStorage"},
    "renditions": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "村史馆"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_USER_LOGIN_FORM = "museum.accounts.forms.LoginForm"
# Only the curator can edit while the curator reads; what she mends on the way needs no second look.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "museum.pictures.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = True
# Ours: the stock backends cut Chinese only at punctuation and find nothing inside a word.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "museum.search.backend"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "ol", "ul", "link", "hr"]},
    }
}
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 200

LOGIN_URL = "wagtailadmin_login"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if told("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
