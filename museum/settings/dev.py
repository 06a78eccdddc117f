"""For work on the code: needs no environment at all."""

import os

os.environ.setdefault("DEBUG", "yes")
os.environ.setdefault("SECRET_KEY", "for-development-on-this-computer-only")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("BASE_URL", "http://127.0.0.1:8000")
os.environ.setdefault("SERVE_MEDIA", "yes")

from .production import *

DATA_DIR.mkdir(parents=True, exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
