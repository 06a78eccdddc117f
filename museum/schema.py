"""Whether the database in use was made by this version's migrations, or by one it cannot take over."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

# In every database of before 0.1, and in none since: its migrations were written anew once.
BEFORE_0_1 = ("catalogue", "0002_codelists")


def check_taken_over(using: str) -> None:
    """Refuse (ImproperlyConfigured) a database older than 0.1 or newer than this version."""
    connection = connections[using]
    if not MigrationRecorder(connection).has_table():
        return
    loader = MigrationLoader(connection)
    where = {"where": connection.settings_dict["NAME"]}
    if BEFORE_0_1 in loader.applied_migrations:
        raise ImproperlyConfigured(
            _("%(where)s was made by a trial version before 0.1, and this version cannot go on with "
              "it. If nothing in it is needed, move it away or delete it, and say this again.")
            % where
        )  # fmt: skip
    ours = {label for label, _name in loader.disk_migrations}
    unknown = [key for key in loader.applied_migrations
               if key[0] in ours and key not in loader.disk_migrations
               and key not in loader.replacements]  # fmt: skip
    if unknown:
        raise ImproperlyConfigured(
            _("%(where)s was made by a newer version (%(names)s). Install that one, or take the "
              "backup of before the upgrade.")
            % (where | {"names": ", ".join(".".join(each) for each in sorted(unknown))})
        )  # fmt: skip
