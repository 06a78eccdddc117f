"""A database that another version made is refused with a sentence, before anything is touched."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("app", "name", "said"), [
    ("catalogue", "0002_codelists", "0.1"), ("people", "0999_of_next_year", "people.0999_of_next_year"),
])  # fmt: skip
def test_a_museum_of_another_version_is_left_alone_and_says_so(app, name, said):
    MigrationRecorder(connection).record_applied(app, name)

    with pytest.raises(ImproperlyConfigured) as refusal:
        call_command("migrate", verbosity=0)

    with pytest.raises(ImproperlyConfigured):
        call_command("demo", no_serve=True)
    assert said in str(refusal.value)
    assert str(connection.settings_dict["NAME"]) in str(refusal.value)


def test_a_museum_of_this_version_is_migrated_again_without_a_word():
    call_command("migrate", verbosity=0)

    assert not MigrationRecorder(connection).migration_qs.filter(name="0002_codelists").exists()
