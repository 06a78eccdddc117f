"""For processes that tests start: like test, but on the database and folders they are given."""

import os

given = {name: os.environ[name] for name in ("DATABASE_URL", "DATA_DIR", "MEDIA_ROOT")}

from museum.settings.test import *

DATABASES = {"default": database(given["DATABASE_URL"])}
DATA_DIR = Path(given["DATA_DIR"])
MEDIA_ROOT = Path(given["MEDIA_ROOT"])
ORIGINALS_ROOT = DATA_DIR / "originals"
