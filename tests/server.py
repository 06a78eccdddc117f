"""The site for tests that need a real server, on the settings of tests.seeding."""

from museum import garbage

application = garbage.application()
