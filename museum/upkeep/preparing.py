"""What must be there before the first page: a database brought up to date, styles, addresses."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from wagtail.models import Site

from museum.institution import Museum
from museum.upkeep import static_files


def prepare(say: Callable[[str], None]) -> bool:
    """Make the museum ready to be served. What is ready already is left alone.

    Returns whether there was much to do: that takes a hundred megabytes, which a process keeps.
    """
    shut_folder()
    was_much = migrate(say)
    shut_folder()
    if not static_files.is_collected():
        say(_("Joining and compressing styles and scripts."))
        static_files.collect()
        was_much = True
    name_site(settings.BASE_URL)
    return was_much


def shut_folder() -> None:
    """Let nobody but the museum's own user into its folder, nor at its database."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.DATA_DIR.chmod(0o700)
    if connection.vendor == "sqlite":
        name = str(settings.DATABASES["default"]["NAME"])
        for path in (Path(name + left) for left in ("", "-wal", "-shm")):
            if path.exists():
                path.chmod(0o600)


def migrate(say: Callable[[str], None]) -> bool:
    """Bring the database up to date. Returns whether it was not."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    say(_("Bringing the database up to date."))
    is_first = not executor.loader.applied_migrations
    call_command("migrate", verbosity=0, interactive=False)
    if is_first:
        museum = Museum.load()
        museum.name = settings.WAGTAIL_SITE_NAME
        museum.save()
    return True


def name_site(address: str) -> None:
    """Let pages, calendars and codes name the address under which the museum is reached."""
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    named = {"hostname": parts.hostname, "port": port}
    if not Site.objects.filter(is_default_site=True, **named).exists():
        Site.objects.filter(is_default_site=True).update(**named)
        Site.clear_site_root_paths_cache()
