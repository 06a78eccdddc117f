"""The demo village: a database, a secret and pictures of its own under var/demo."""

import os
import secrets
from pathlib import Path

HOME = Path(os.environ.get("DEMO_DIR", Path(__file__).resolve().parents[2] / "var" / "demo"))
HOME.mkdir(parents=True, exist_ok=True)
SECRET = HOME / "secret"
if not SECRET.exists():
    SECRET.touch(mode=0o600)
    SECRET.write_text(secrets.token_urlsafe(50))

os.environ["DEBUG"] = "no"
os.environ["SECRET_KEY"] = SECRET.read_text()
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,[::1]"
os.environ["BASE_URL"] = "http://127.0.0.1:8000"
os.environ["SERVE_MEDIA"] = "yes"
os.environ["DATA_DIR"] = str(HOME)
os.environ["MEDIA_ROOT"] = str(HOME / "media")
os.environ["DATABASE_URL"] = os.environ.get(
    "DEMO_DATABASE_URL", f"sqlite:///{HOME / 'demo.sqlite3'}"
)

from .production import *

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Styles straight from the source tree: nothing has to be collected first.
WHITENOISE_USE_FINDERS = True
