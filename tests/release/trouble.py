"""A migration that does what a file in the museum's home says: fail, or sleep until the power is cut.
It is packed into a release (test_upgrading.py) and nowhere else."""

import time
from pathlib import Path

from django.db import migrations


def last_of(app: str) -> str:
    here = Path(__file__).parents[2] / app / "migrations"
    return sorted(path.stem for path in here.glob("0*.py"))[-1]


def spoil(apps, editor):
    apps.get_model("people", "Person").objects.all().update(former_group="spoiled")


def befall(apps, editor):
    mood = (Path.home() / "mood").read_text()
    (Path.home() / "changed").touch()
    if mood == "fails":
        raise RuntimeError("this migration fails")
    while mood == "sleeps":
        time.sleep(1)


class Migration(migrations.Migration):
    atomic = False  # what was spoiled is committed when it fails
    dependencies = [("people", last_of("people")), ("upkeep", last_of("upkeep"))]
    operations = [migrations.RunPython(spoil), migrations.RunPython(befall)]
