"""What a server runs: always production, which refuses to start half configured."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "museum.settings.production"
application = get_wsgi_application()
