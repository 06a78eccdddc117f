"""For work on the code: needs no environment at all."""

import os
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
os.environ.setdefault("DEBUG", "yes")
os.environ.setdefault("SECRET_KEY", "for-development-on-this-computer-only")
os.environ.setdefault("MUSEUM_KEYS", "for-what-lasts-in-development-only")
os.environ.setdefault("DATA_DIR", str(TREE / "var"))
os.environ.setdefault("MEDIA_ROOT", str(TREE / "media"))
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("BASE_URL", "http://127.0.0.1:8000")

from .production import *

DATA_DIR.mkdir(parents=True, exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
