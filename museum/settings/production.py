"""The truth. Everything that differs from machine to machine comes from the environment, and what
the environment does not say from museum.env in the museum's own folder (museum/upkeep/museum_env.py).

Fails closed: a variable that production needs and does not find is named in one sentence.
The other settings modules set their defaults in os.environ first, then import all of this.
"""

import os
from pathlib import Path

from museum.settings.databases import database
from museum.settings.environment import flag, needed, path, whole
from museum.upkeep import museum_env

PACKAGE = Path(__file__).resolve().parent.parent
BASE_DIR = PACKAGE.parent
DATA_DIR = museum_env.folder()
museum_env.load(DATA_DIR)

DEBUG = flag("DEBUG")
# Who knows it can sign in as anybody. A new one signs everybody out, and does nothing else.
SECRET_KEY = needed("SECRET_KEY", "Give a long random text that only this server knows.")
# What lasts or is printed is sealed with the first of these, and read with all (museum/sealing.py).
MUSEUM_KEYS = needed(
    "MUSEUM_KEYS", "Give a long random text other than SECRET_KEY; older ones after a comma."
).split(",")
ALLOWED_HOSTS = (
    needed(
        "ALLOWED_HOSTS", "Give the names under which visitors reach the site, separated by commas."
    )
    .replace(" ", "")
    .split(",")
)
BASE_URL = needed("BASE_URL", "Give the site's full address, such as https://museum.example.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "exhibits.apps.Exhibits",
    "museum.apps.Museum",
    "museum.upkeep.apps.Upkeep",
    "museum.search.apps.Search",
    "museum.figures.apps.Figures",
    "museum.care.apps.Care",
    "museum.calls.apps.Calls",
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
    "django.contrib.sitemaps",  # its template
    "django.contrib.humanize",
    "django.forms",  # its templates, below ours
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "museum.logs.access.AccessLog",
    "museum.upkeep.heads.HeadHasNoBody",
    "museum.desk.malformed.OneEncoding",
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
    "museum.routes.OnlyOpenRoutes",
    "museum.desk.malformed.Malformed",
    "museum.accounts.holding.Holding",
    "museum.accounts.locking.Locking",
    "museum.people.looking.Looking",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "museum.accounts.holding.HandedIn",
]

ROOT_URLCONF = "museum.urls"
WSGI_APPLICATION = "museum.wsgi.application"
# Forms say what ours say of a choice (templates/django/forms).
FORM_RENDERER = "museum.desk.answers.Renderer"
FILTERS_EMPTY_CHOICE_LABEL = "不限"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # At the root of the source tree; in an installed wheel inside the package.
        "DIRS": [next(filter(Path.is_dir, (PACKAGE / "templates", BASE_DIR / "templates")))],
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

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR / 'museum.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    INSTALLED_APPS += ["django.contrib.postgres"]
# Pages for visitors are kept whole in each process and dropped when what they show changes
# (exhibits/caching.py). KEEP_PAGES=no makes each one anew, to look for what is slow.
KEEP_PAGES = flag("KEEP_PAGES", "yes")
OBJECTS_PER_PAGE = whole("OBJECTS_PER_PAGE", "12")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# IMMEDIATE makes every atomic block a writer: requests open one only inside a verb.
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "museum.accounts.passwords.NotTheName"},
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
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or DATA_DIR / "media")
ORIGINALS_ROOT = DATA_DIR / "originals"
# Where `museum backup` and every night put a backup: a stick, another disk. It is never made, for
# the folder of a stick that is not there would fill this disk.
BACKUP_TO = path("BACKUP_TO")
# Whether a backup brings the museum's keys along. Without them the recovery sheet alone brings them back.
BACKUP_KEYS = flag("BACKUP_KEYS", "yes")
# The file whose first line is the passphrase under which backups lie on the stick; none: not encrypted.
BACKUP_PASSPHRASE_FILE = path("BACKUP_PASSPHRASE_FILE")
# DATA_DIR is for the museum's own user alone, so no other server could read what lies below it.
SERVE_MEDIA = flag("SERVE_MEDIA", "yes")
STORAGES: dict[str, dict] = {
    # What Wagtail puts aside half-way through an upload, and documents: not for the public either.
    "default": {
        "BACKEND": "museum.pictures.storage.Disk",
        "OPTIONS": {"location": DATA_DIR / "private"},
    },
    # Originals carry GPS and faces as they came: never below MEDIA_ROOT, no public address.
    "originals": {"BACKEND": "museum.pictures.storage.OriginalsStorage"},
    "renditions": {"BACKEND": "museum.pictures.storage.Disk"},
    "staticfiles": {"BACKEND": "museum.upkeep.static_files.JoinedStorage"},
}
if os.environ.get("S3_BUCKET"):
    # In a bucket instead of folders, so that several machines have the same files.
    BUCKET = {
        "bucket_name": os.environ["S3_BUCKET"],
        "endpoint_url": os.environ.get("S3_ENDPOINT") or None,
        "region_name": os.environ.get("S3_REGION") or None,
        "access_key": needed("S3_KEY", "Give the name of the bucket's key."),
        "secret_key": needed("S3_SECRET", "Give the bucket's key itself."),
    }
    for of, backend, folder in (
        ("default", "Bucket", "private"),
        ("originals", "BucketOfOriginals", "originals"),
        ("renditions", "BucketOfCopies", "media"),
    ):
        STORAGES[of] = {
            "BACKEND": f"museum.pictures.bucket.{backend}",
            "OPTIONS": BUCKET | {"location": folder},
        }

WAGTAIL_SITE_NAME = os.environ.get("MUSEUM_NAME") or "村史馆"
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
# A page for some alone is read by whoever has signed in at the museum's own door; there is no other.
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
# Only the curator can edit while the curator reads; what she mends on the way needs no second look.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "museum.pictures.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 128_000_000  # judging.py knows better, by kind
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
# How `museum serve` serves. Whoever only reads never waits behind somebody who writes.
LISTEN = os.environ.get("LISTEN", "")
PORT = whole("PORT", "8000", most=65535)
READERS = whole("READERS", "6")
WRITERS = whole("WRITERS", "4")
MAX_REQUEST_MB = whole("MAX_REQUEST_MB", "300")
NIGHTLY = flag("NIGHTLY", "yes")

LOGIN_URL = "wagtailadmin_login"
CSRF_FAILURE_VIEW = "museum.upkeep.plain_pages.open_for_too_long"
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME  # what an authenticator says whose code it is
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https")
# A monitor on this computer asks past the proxy.
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
# A browser takes cookies of this name over TLS from this very host alone. In the house there is no TLS.
COOKIES = "__Host-" if SECURE_SSL_REDIRECT else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIES}sessionid", f"{COOKIES}csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")

# Half a year of what was asked for, of what bears on safety and of what went wrong, beside what the
# service's journal gets. Nothing that people type stands in any (museum/logs).
LOGS = DATA_DIR / "logs"


def day_file(name: str, formatter: str) -> dict:
    return {
        "class": "museum.logs.day_files.DayFile",
        "folder": LOGS,
        "name": name,
        "formatter": formatter,
    }


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "museum.logs.discreet.Plain"},
        "discreet": {"()": "museum.logs.discreet.Discreet"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "discreet"},
        "errors": day_file("errors", "discreet"),
        "access": day_file("access", "plain"),
        "security": day_file("security", "plain"),
    },
    "loggers": {
        "museum.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
        "museum.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
        # What is merely not there, or not allowed, has its line in the access log.
        "django.request": {"level": "ERROR"},
    },
    "root": {"handlers": ["console", "errors"], "level": "WARNING"},
}
