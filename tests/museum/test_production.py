"""Every setting under which a museum runs, as a literal: what changes here was meant to change."""

import json
import os
import subprocess

import pytest

from tests import calling
from tests.museum import settled
from tests.seeding import ROOT

GIVEN = {
    "SECRET_KEY": "a-long-random-text",
    "MUSEUM_KEYS": "another-long-random-text,an-older-one",
    "ALLOWED_HOSTS": "museum.example, www.museum.example",
    "BASE_URL": "https://museum.example",
}


def read(folder, module="production", **environment):
    """Return what a settings module says, as plain values; folder stands for the museum's own."""
    plain = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    said = subprocess.run(
        calling.command(settled.read, f"museum.settings.{module}"),
        cwd=ROOT,
        env=plain | {"DATA_DIR": str(folder), "HOME": str(folder)} | environment,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.replace(str(folder), "DATA").replace(str(ROOT), "TREE"))


PRODUCTION = {
    "ALLOWED_HOSTS": ["museum.example", "www.museum.example"],
    "ATOMIC_REQUESTS": False,
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": "museum.accounts.passwords.NotTheName"},
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    ],
    "AUTH_USER_MODEL": "accounts.User",
    "BACKUP_KEYS": True,
    "BACKUP_PASSPHRASE_FILE": None,
    "BACKUP_TO": None,
    "BASE_DIR": "TREE",
    "BASE_URL": "https://museum.example",
    "COOKIES": "__Host-",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "CSRF_COOKIE_SECURE": True,
    "CSRF_FAILURE_VIEW": "museum.upkeep.plain_pages.open_for_too_long",
    "CSRF_TRUSTED_ORIGINS": ["https://museum.example"],
    "DATABASES": {
        "default": {
            "CONN_HEALTH_CHECKS": False,
            "CONN_MAX_AGE": 60,
            "DISABLE_SERVER_SIDE_CURSORS": False,
            "ENGINE": "django.db.backends.sqlite3",
            "HOST": "",
            "NAME": "DATA/museum.sqlite3",
            "OPTIONS": {
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA "
                "synchronous=FULL; PRAGMA "
                "foreign_keys=ON; PRAGMA cache_size=-4000; "
                "PRAGMA temp_store=MEMORY;",
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
            },
            "PASSWORD": "",
            "PORT": "",
            "USER": "",
        }
    },
    "DATA_DIR": "DATA",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 5000,
    "DATA_UPLOAD_MAX_NUMBER_FILES": 200,
    "DEBUG": False,
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    "FILTERS_EMPTY_CHOICE_LABEL": "不限",
    "FORM_RENDERER": "museum.desk.answers.Renderer",
    "INSTALLED_APPS": [
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
        "django.contrib.sitemaps",
        "django.contrib.humanize",
        "django.forms",
        "django_otp",
        "django_otp.plugins.otp_totp",
        "django_otp.plugins.otp_static",
    ],
    "KEEP_PAGES": True,
    "LANGUAGES": [["zh-hans", "简体中文"]],
    "LANGUAGE_CODE": "zh-hans",
    "LISTEN": "",
    "LOCALE_PATHS": ["TREE/museum/locale", "TREE/museum/locale/wagtail"],
    "LOGGING": {
        "disable_existing_loggers": False,
        "formatters": {
            "discreet": {"()": "museum.logs.discreet.Discreet"},
            "plain": {"()": "museum.logs.discreet.Plain"},
        },
        "handlers": {
            "access": {
                "class": "museum.logs.day_files.DayFile",
                "folder": "DATA/logs",
                "formatter": "plain",
                "name": "access",
            },
            "console": {"class": "logging.StreamHandler", "formatter": "discreet"},
            "errors": {
                "class": "museum.logs.day_files.DayFile",
                "folder": "DATA/logs",
                "formatter": "discreet",
                "name": "errors",
            },
            "security": {
                "class": "museum.logs.day_files.DayFile",
                "folder": "DATA/logs",
                "formatter": "plain",
                "name": "security",
            },
        },
        "loggers": {
            "django.request": {"level": "ERROR"},
            "museum.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
            "museum.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
        },
        "root": {"handlers": ["console", "errors"], "level": "WARNING"},
        "version": 1,
    },
    "LOGS": "DATA/logs",
    "LOGIN_URL": "wagtailadmin_login",
    "MAX_REQUEST_MB": 300,
    "MEDIA_ROOT": "DATA/media",
    "MEDIA_URL": "media/",
    "MIDDLEWARE": [
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
    ],
    "MUSEUM_KEYS": ["another-long-random-text", "an-older-one"],
    "NIGHTLY": True,
    "OBJECTS_PER_PAGE": 12,
    "ORIGINALS_ROOT": "DATA/originals",
    "PACKAGE": "TREE/museum",
    "PORT": 8000,
    "READERS": 6,
    "OTP_TOTP_ISSUER": "村史馆",
    "ROOT_URLCONF": "museum.urls",
    "SECRET_KEY": "a-long-random-text",
    "SECURE_HSTS_SECONDS": 31536000,
    "SECURE_PROXY_SSL_HEADER": None,
    "SECURE_REDIRECT_EXEMPT": ["^health/$"],
    "SECURE_REFERRER_POLICY": "same-origin",
    "SECURE_SSL_REDIRECT": True,
    "SERVE_MEDIA": True,
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "SESSION_COOKIE_SECURE": True,
    "STATIC_ROOT": "DATA/static",
    "STATIC_URL": "static/",
    "STORAGES": {
        "default": {
            "BACKEND": "museum.pictures.storage.Disk",
            "OPTIONS": {"location": "DATA/private"},
        },
        "originals": {"BACKEND": "museum.pictures.storage.OriginalsStorage"},
        "renditions": {"BACKEND": "museum.pictures.storage.Disk"},
        "staticfiles": {"BACKEND": "museum.upkeep.static_files.JoinedStorage"},
    },
    "TAGGIT_CASE_INSENSITIVE": True,
    "TEMPLATES": [
        {
            "APP_DIRS": True,
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": ["TREE/templates"],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    "exhibits.context.museum",
                ]
            },
        }
    ],
    "TIME_ZONE": "Asia/Shanghai",
    "USE_TZ": True,
    "WAGTAILADMIN_BASE_URL": "https://museum.example",
    "WAGTAILADMIN_COMMENTS_ENABLED": False,
    "WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS": False,
    "WAGTAILADMIN_PERMITTED_LANGUAGES": [["zh-hans", "简体中文"]],
    "WAGTAILADMIN_RICH_TEXT_EDITORS": {
        "default": {
            "OPTIONS": {"features": ["h2", "h3", "bold", "ol", "ul", "link", "hr"]},
            "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        }
    },
    "WAGTAILADMIN_USER_LOGIN_FORM": "museum.accounts.forms.LoginForm",
    "WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT": True,
    "WAGTAILDOCS_EXTENSIONS": ["pdf"],
    "WAGTAILIMAGES_EXTENSIONS": ["avif", "heic", "jpg", "jpeg", "png", "webp"],
    "WAGTAILIMAGES_IMAGE_FORM_BASE": "museum.pictures.forms.PictureForm",
    "WAGTAILIMAGES_IMAGE_MODEL": "pictures.Picture",
    "WAGTAILIMAGES_MAX_IMAGE_PIXELS": 128000000,
    "WAGTAILIMAGES_MAX_UPLOAD_SIZE": 31457280,
    "WAGTAILIMAGES_RENDITION_STORAGE": "renditions",
    "WAGTAILSEARCH_BACKENDS": {"default": {"BACKEND": "museum.search.backend"}},
    "WAGTAIL_AUTOSAVE_INTERVAL": 3000,
    "WAGTAIL_EMAIL_MANAGEMENT_ENABLED": False,
    "WAGTAIL_ENABLE_UPDATE_CHECK": False,
    "WAGTAIL_ENABLE_WHATS_NEW_BANNER": False,
    "WAGTAIL_FRONTEND_LOGIN_URL": "/admin/login/",
    "WAGTAIL_GRAVATAR_PROVIDER_URL": None,
    "WAGTAIL_PASSWORD_RESET_ENABLED": False,
    "WAGTAIL_PRIVATE_PAGE_OPTIONS": {"SHARED_PASSWORD": False},
    "WAGTAIL_SITE_NAME": "村史馆",
    "WAGTAIL_USER_TIME_ZONES": ["Asia/Shanghai"],
    "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT": False,
    "WRITERS": 4,
    "WSGI_APPLICATION": "museum.wsgi.application",
    "X_FRAME_OPTIONS": "SAMEORIGIN",
}


def test_production_is_this_and_nothing_else(tmp_path):
    said = read(tmp_path, **GIVEN)

    assert said.keys() == PRODUCTION.keys()
    assert {name for name, value in said.items() if value != PRODUCTION[name]} == set()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("environment", "changed"),
    [
        ({"DEBUG": "no"}, {}),
        ({"DEBUG": "0"}, {}),
        ({"DEBUG": "Yes"}, {"DEBUG": True}),
        ({"DEBUG": "on"}, {"DEBUG": True}),
        (
            {"BASE_URL": "http://192.168.1.20:8000"},
            {
                "BASE_URL": "http://192.168.1.20:8000",
                "WAGTAILADMIN_BASE_URL": "http://192.168.1.20:8000",
                "CSRF_TRUSTED_ORIGINS": ["http://192.168.1.20:8000"],
                "COOKIES": "",
                "CSRF_COOKIE_NAME": "csrftoken",
                "CSRF_COOKIE_SECURE": False,
                "SECURE_HSTS_SECONDS": 0,
                "SECURE_SSL_REDIRECT": False,
                "SESSION_COOKIE_NAME": "sessionid",
                "SESSION_COOKIE_SECURE": False,
            },
        ),
        (
            {"BEHIND_PROXY": "yes"},
            {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]},
        ),
        ({"BEHIND_PROXY": "no"}, {}),
        ({"KEEP_PAGES": "no"}, {"KEEP_PAGES": False}),
        ({"SERVE_MEDIA": "no"}, {"SERVE_MEDIA": False}),
        ({"BACKUP_KEYS": "no"}, {"BACKUP_KEYS": False}),
        ({"BACKUP_PASSPHRASE_FILE": "/srv/words"}, {"BACKUP_PASSPHRASE_FILE": "/srv/words"}),
        ({"NIGHTLY": "no"}, {"NIGHTLY": False}),
        ({"OBJECTS_PER_PAGE": "30"}, {"OBJECTS_PER_PAGE": 30}),
        ({"MEDIA_ROOT": "/srv/media"}, {"MEDIA_ROOT": "/srv/media"}),
        (
            {"MUSEUM_NAME": "石桥村史馆"},
            {"WAGTAIL_SITE_NAME": "石桥村史馆", "OTP_TOTP_ISSUER": "石桥村史馆"},
        ),
        ({"MUSEUM_NAME": ""}, {}),
        ({"LISTEN": "127.0.0.1"}, {"LISTEN": "127.0.0.1"}),
        ({"PORT": "8080"}, {"PORT": 8080}),
        ({"PORT": ""}, {}),
        ({"READERS": "9"}, {"READERS": 9}),
        ({"WRITERS": "2"}, {"WRITERS": 2}),
        ({"WRITERS": "1"}, {"WRITERS": 1}),
        ({"WRITERS": "1000000"}, {"WRITERS": 1_000_000}),
        ({"PORT": "65535"}, {"PORT": 65535}),
        ({"MAX_REQUEST_MB": "50"}, {"MAX_REQUEST_MB": 50}),
        ({"EMAIL_BACKEND": "a.b"}, {"EMAIL_BACKEND": "a.b"}),
    ],
    ids=str,
)
def test_a_variable_changes_what_it_is_for_and_nothing_beside_it(tmp_path, environment, changed):
    said = read(tmp_path, **GIVEN | environment)

    assert {name: said[name] for name in said if said[name] != PRODUCTION[name]} == changed


def test_a_database_may_be_a_leader_and_its_standby(tmp_path):
    url = "postgres://museum:s%40x@10.77.0.1,10.77.0.4:5433/museum?sslmode=require"

    found = read(tmp_path, **GIVEN | {"DATABASE_URL": url})["DATABASES"]["default"]

    assert (found["HOST"], found["PORT"]) == ("10.77.0.1,10.77.0.4", "5432,5433")
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("museum", "museum", "s@x")
    assert found["OPTIONS"] == {
        "target_session_attrs": "read-write", "connect_timeout": 5, "sslmode": "require"}  # fmt: skip


def test_a_bucket_takes_the_place_of_the_folders_and_asks_for_its_key(tmp_path):
    of_it = {"S3_BUCKET": "shiqiao", "S3_ENDPOINT": "http://10.0.0.2:9000", "S3_KEY": "museum"}

    said = read(tmp_path, **GIVEN | of_it | {"S3_SECRET": "secret"})
    with pytest.raises(AssertionError, match="S3_SECRET is not set"):
        read(tmp_path, **GIVEN | of_it)

    stores = said["STORAGES"]
    assert {of: stores[of]["BACKEND"].rpartition(".")[2] for of in stores if of != "staticfiles"} == {
        "default": "Bucket", "originals": "BucketOfOriginals", "renditions": "BucketOfCopies"}  # fmt: skip
    places = [stores[of]["OPTIONS"]["location"] for of in ("default", "originals", "renditions")]
    assert places == ["private", "originals", "media"]
    assert stores["originals"]["OPTIONS"] == {
        "bucket_name": "shiqiao", "endpoint_url": "http://10.0.0.2:9000", "region_name": None,
        "access_key": "museum", "secret_key": "secret", "location": "originals"}  # fmt: skip


@pytest.mark.parametrize(
    "environment",
    [{"PORT": "65536"}, {"PORT": "x"}, {"READERS": "0"}, {"WRITERS": "1000001"}, {"OBJECTS_PER_PAGE": "-1"},
     {"MAX_REQUEST_MB": "３"}],
)  # fmt: skip
def test_a_number_that_is_none_is_refused_with_a_sentence(tmp_path, environment):
    (name,) = environment

    with pytest.raises(AssertionError, match=f"{name} is .*Give a number from 1 to"):
        read(tmp_path, **GIVEN | environment)


def test_postgresql_is_a_setting_and_asks_whether_its_line_still_stands(tmp_path):
    url = "postgres://museum:secret@db.example:5433/village"

    said = read(tmp_path, **GIVEN, DATABASE_URL=url)

    told = said["DATABASES"]["default"]
    assert told["ENGINE"] == "django.db.backends.postgresql"
    assert (told["HOST"], told["PORT"], told["NAME"]) == ("db.example", 5433, "village")
    assert (told["CONN_MAX_AGE"], told["CONN_HEALTH_CHECKS"]) == (60, True)
    assert "OPTIONS" not in told
    assert said["INSTALLED_APPS"] == [*PRODUCTION["INSTALLED_APPS"], "django.contrib.postgres"]


def test_the_demo_is_production_in_a_folder_of_its_own(tmp_path):
    said = read(tmp_path, "demo", DEMO_DIR=str(tmp_path), DEBUG="yes", BASE_URL="https://real.example",
                ALLOWED_HOSTS="real.example", DATABASE_URL="postgres://real")  # fmt: skip

    differs = {name: said[name] for name in PRODUCTION if said[name] != PRODUCTION[name]}
    secret = (tmp_path / "secret").read_text()
    assert differs == {
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "BASE_URL": "http://127.0.0.1:8000",
        "WAGTAILADMIN_BASE_URL": "http://127.0.0.1:8000",
        "CSRF_TRUSTED_ORIGINS": ["http://127.0.0.1:8000"],
        "COOKIES": "",
        "CSRF_COOKIE_NAME": "csrftoken",
        "CSRF_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
        "SECURE_SSL_REDIRECT": False,
        "SESSION_COOKIE_NAME": "sessionid",
        "SESSION_COOKIE_SECURE": False,
        "SECRET_KEY": secret,
        "MUSEUM_KEYS": [f"lasting-{secret}"],
        "DATABASES": {
            "default": PRODUCTION["DATABASES"]["default"] | {"NAME": "DATA/demo.sqlite3"}
        },
    }
    assert (said["TREE"], said["PLACE"], said["HOME"]) == ("TREE", "TREE/var/demo", "DATA")
    assert len(secret) == 67  # 50 bytes that nobody guesses
    assert oct((tmp_path / "secret").stat().st_mode & 0o777) == "0o600"
    assert oct(tmp_path.stat().st_mode & 0o777) == "0o700"


@pytest.mark.parametrize("is_there", [True, False])
def test_the_demo_s_folder_is_for_its_own_user_alone_whether_it_was_there_or_not(
    tmp_path, is_there
):
    folder = tmp_path / "var" / "demo"
    if is_there:
        folder.mkdir(parents=True)
        folder.chmod(0o755)

    read(tmp_path, "demo", DEMO_DIR=str(folder))

    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert (folder / "secret").exists()


def test_a_demo_that_is_started_again_keeps_its_secret(tmp_path):
    first = read(tmp_path, "demo", DEMO_DIR=str(tmp_path))

    again = read(tmp_path, "demo", DEMO_DIR=str(tmp_path))

    assert again["SECRET_KEY"] == first["SECRET_KEY"]


def test_the_demo_stands_in_another_database_where_that_is_said(tmp_path):
    url = "postgres://museum:secret@db.example:5433/demo"

    said = read(tmp_path, "demo", DEMO_DIR=str(tmp_path), DEMO_DATABASE_URL=url)

    assert said["DATABASES"]["default"]["NAME"] == "demo"


def test_work_on_the_code_says_what_is_wrong_and_needs_no_environment(tmp_path):
    said = read(tmp_path, "dev")

    assert said["DEBUG"] is True
    assert said["TREE"] == "TREE"
    assert said["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert said["BASE_URL"] == "http://127.0.0.1:8000"
    assert said["MEDIA_ROOT"] == "TREE/media"
    assert said["STORAGES"]["staticfiles"]["BACKEND"].endswith(".StaticFilesStorage")
    same = set(PRODUCTION) - {"DEBUG", "ALLOWED_HOSTS", "BASE_URL", "WAGTAILADMIN_BASE_URL", "STORAGES",
                              "MEDIA_ROOT", "SECRET_KEY", "MUSEUM_KEYS", "CSRF_TRUSTED_ORIGINS",
                              "COOKIES", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
                              "SECURE_HSTS_SECONDS"}  # fmt: skip
    assert {name for name in same if said[name] != PRODUCTION[name]} == set()


def test_work_on_the_code_makes_its_folder_and_production_makes_none(tmp_path):
    read(tmp_path / "deep" / "var", "dev")
    read(tmp_path / "museum", **GIVEN)

    assert (tmp_path / "deep" / "var").is_dir()
    assert not (tmp_path / "museum").exists()


def test_what_the_environment_does_not_say_production_reads_in_the_museum_s_own_file(tmp_path):
    lines = [f"{name}={value}" for name, value in (GIVEN | {"PORT": "8765"}).items()]
    (tmp_path / "museum.env").write_text("\n".join(lines))

    said = read(tmp_path, PORT="9000")

    differs = {name: said[name] for name in said if said[name] != PRODUCTION[name]}
    assert differs == {"PORT": 9000}


def test_the_tests_run_on_the_settings_of_production(tmp_path):
    said = read(tmp_path, "test", MUSEUM_TEST_SCRATCH=str(tmp_path))

    differs = {name for name in PRODUCTION if said[name] != PRODUCTION[name]}
    assert differs == {
        "ALLOWED_HOSTS", "BASE_URL", "COOKIES", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_TRUSTED_ORIGINS", "DATABASES",
        "EMAIL_BACKEND", "KEEP_PAGES", "MUSEUM_KEYS", "SECRET_KEY", "SECURE_HSTS_SECONDS",
        "SECURE_SSL_REDIRECT", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "STORAGES", "WAGTAILADMIN_BASE_URL",
    }  # fmt: skip
    assert said["DEBUG"] is False
    assert said["WHITENOISE_USE_FINDERS"] is True
    assert said["WHITENOISE_AUTOREFRESH"] is True
