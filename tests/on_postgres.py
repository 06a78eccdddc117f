"""Which tests a run on PostgreSQL needs: those whose answer depends on the database."""

from fnmatch import fnmatch
from inspect import signature

# What a screen, a paper or the demo village shows is looked at on SQLite. Their own questions to
# the database stand in the registers' tests, which run on both.
SCREENS = [
    "tests/*/receiving/*",
    "tests/*/desk/*",
    "tests/accounts/test_every_address.py",
    "tests/accounts/test_law.py",
    "tests/accounts/test_planted_markup.py",
    "tests/exhibits/*",
    "tests/figures/test_desk.py",
    "tests/journeys/*",
    "tests/locale/*",
    "tests/logs/test_nobody_in_a_log.py",
    "tests/pictures/test_withdrawn.py",
    "tests/release/*",
    "tests/upgrades/test_frozen.py",
    "tests/upkeep/*",
]
# Of these folders, what stands on triggers, locks, SQL of our own or migrations.
QUESTIONS = [
    "tests/exhibits/test_caching.py",
    "tests/exhibits/test_few_questions.py",
    "tests/exhibits/test_freshness.py",
    "tests/museum/desk/test_malformed.py",
    "tests/release/test_upgrading.py",
    "tests/upkeep/test_in_trouble.py",
    "tests/upkeep/test_nightly.py",
    "tests/upkeep/test_restore.py",
]


def postgres_can_change(item) -> bool:
    """Whether this collected test asks the database what SQLite might answer otherwise."""
    if "browser" in item.keywords:
        return False
    chosen = getattr(item, "callspec", None)
    if chosen and "postgresql" in chosen.params.values():
        return True  # what goes from one engine to the other
    path = item.nodeid.split("::")[0]
    if any(fnmatch(path, screen) for screen in SCREENS):
        return any(fnmatch(path, question) for question in QUESTIONS)
    # Whoever takes request asks for fixtures by name, and these may be of the database.
    by_name = "request" in signature(item.function).parameters
    return (
        by_name
        or "db" in item.fixturenames
        or bool({"django_db", "processes"} & set(item.keywords))
    )
