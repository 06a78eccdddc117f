"""For processes that tests start: like test, but on the database and folders they are given."""

import os

given = {name: os.environ[name] for name in ("DATABASE_URL", "DATA_DIR", "MEDIA_ROOT")}

from museum.settings.databases import SQLITE_OPTIONS
from museum.settings.test import *

DATABASES = {"default": database(given["DATABASE_URL"])}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # Who waits for a lock on a machine that is busy with other tests shall get it in the end.
    DATABASES["default"]["OPTIONS"] = {**SQLITE_OPTIONS, "timeout": 120}
DATA_DIR = Path(given["DATA_DIR"])
MEDIA_ROOT = Path(given["MEDIA_ROOT"])
ORIGINALS_ROOT = DATA_DIR / "originals"
MIDDLEWARE = ["tests.exhibits.served.SayWhatWasKept", *MIDDLEWARE]
if os.environ.get("NEVER_LOOK_AGAIN"):
    MIDDLEWARE = ["tests.exhibits.served.NeverLookAgain", *MIDDLEWARE]
# What is printed needs a name that everybody finds, on whatever address the test serves it.
BASE_URL = os.environ.get("PRINTED_NAME") or BASE_URL
