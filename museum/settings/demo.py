"""The demo village: a database, secrets and pictures of its own under var/demo."""

import os
import secrets
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
# In a source tree below it; installed from a wheel, in the home of who asks.
PLACE = TREE / "var" / "demo" if (TREE / "manage.py").exists() else Path.home() / "village-demo"
HOME = Path(os.environ.get("DEMO_DIR") or PLACE)
HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
HOME.chmod(0o700)
SECRET = HOME / "secret"
if not SECRET.exists():
    SECRET.touch(mode=0o600)
    SECRET.write_text(secrets.token_urlsafe(50))

os.environ["DEBUG"] = "no"
os.environ["SECRET_KEY"] = SECRET.read_text()
os.environ["MUSEUM_KEYS"] = f"lasting-{SECRET.read_text()}"
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,[::1]"
os.environ["BASE_URL"] = "http://127.0.0.1:8000"
os.environ["DATA_DIR"] = str(HOME)
os.environ["MEDIA_ROOT"] = str(HOME / "media")
os.environ["DATABASE_URL"] = os.environ.get(
    "DEMO_DATABASE_URL", f"sqlite:///{HOME / 'demo.sqlite3'}"
)

from .production import *
