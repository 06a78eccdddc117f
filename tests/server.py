"""The site for tests that need a real server, on the settings of tests.seeding."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
