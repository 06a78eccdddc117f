"""What a museum has printed, signed and stored, so that no later version may call it otherwise.

frozen.json names it. It may be added to (APPROVE=yes writes what is new); what stands in it is changed
by a migration that takes the old along, or not at all.
"""

import ast
import json
import os
from collections import defaultdict
from pathlib import Path

from django.apps import apps
from django.db import models

from tests.seeding import ROOT

FILE = Path(__file__).with_name("frozen.json")
OURS = ("museum", "exhibits")


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True)
            if model._meta.app_config.name.split(".")[0] in OURS]  # fmt: skip


def labels() -> list[str]:
    return [each.label for each in apps.get_app_configs() if each.name.split(".")[0] in OURS]


def tables() -> dict[str, list[str]]:
    return {model._meta.db_table: [field.column for field in model._meta.local_concrete_fields]
            for model in our_models()}  # fmt: skip


def addresses() -> list[str]:
    """What stands on labels, receipts and posters, or in a visitor's messages."""
    from exhibits.urls import urlpatterns as website
    from museum.volunteers.urls import urlpatterns as of_volunteers

    return [str(each.pattern) for each in (*website, *of_volunteers)]


def salts() -> dict[str, str]:
    """Return the salt of each module that seals or hashes something: what is sealed can then be read."""
    found = {}
    for path in sorted(path for each in OURS for path in (ROOT / each).rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SALT":
                found[str(path.relative_to(ROOT))] = ast.literal_eval(node.value)
    return found


def ledger_words(lines) -> dict[str, list[str]]:
    """Return the keys of facts under each act, of lines as (act, facts)."""
    found = defaultdict(set)
    for act, facts in lines:
        found[act] |= set(facts)
    return dict(found)


def frozen() -> dict:
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def compared(kind: str, now) -> tuple[set, set]:
    """Return what stood fast and is gone, and what is new and not written down yet."""
    before, after = _flat(frozen().get(kind, [])), _flat(now)
    if os.environ.get("APPROVE") and before <= after:
        kept = frozen() | {kind: now}
        FILE.write_text(
            json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True, default=sorted) + "\n"
        )
        before = after
    return before - after, after - before


def _flat(said) -> set:
    if not isinstance(said, dict):
        return set(said)
    return {(key, each) for key, value in said.items()
            for each in ([value] if isinstance(value, str) else value or [""])}  # fmt: skip
