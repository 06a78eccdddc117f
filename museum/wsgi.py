"""What a server runs: always production, which refuses to start half configured."""

import os

from museum import lasting

os.environ["DJANGO_SETTINGS_MODULE"] = "museum.settings.production"
application = lasting.application()
