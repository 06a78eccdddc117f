"""For the test suite. SQLite unless DATABASE_URL says otherwise."""

import os
import tempfile
from pathlib import Path

SCRATCH = Path(
    os.environ.setdefault("MUSEUM_TEST_SCRATCH", tempfile.mkdtemp(prefix="museum-test-"))
)
os.environ["SECRET_KEY"] = "for-tests-only"
os.environ["MUSEUM_KEYS"] = "for-what-lasts-in-tests-only"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["BASE_URL"] = "http://testserver"
# Each worker of a run in a folder of its own: who makes a backup or sweeps in one is not seen by another.
HOME = SCRATCH / os.environ.get("PYTEST_XDIST_WORKER", "")
HOME.mkdir(parents=True, exist_ok=True)
os.environ["DATA_DIR"] = str(HOME)
os.environ.setdefault("BACKUP_TO", "")
os.environ.setdefault("BACKUP_PASSPHRASE_FILE", "")
os.environ["MEDIA_ROOT"] = str(HOME / "media")
os.environ.setdefault("KEEP_PAGES", "no")  # the tests that are about it say yes

from .production import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
