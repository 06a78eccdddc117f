"""What a server of another make runs: always production, which refuses to start half configured.
`museum serve` needs none and does more (docs/deploying.md)."""

import os

from museum import garbage

os.environ["DJANGO_SETTINGS_MODULE"] = "museum.settings.production"
application = garbage.application()

from museum.upkeep import static_files  # noqa: E402 (reads the settings, which are known by now)

static_files.check_collected()
