import os
import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from museum import garbage
from museum.accounts.roles import CURATOR, KEEPER, REGISTRAR
from museum.catalogue.models import Place
from tests import refusing
from tests.factories import PersonFactory, UserFactory, received
from tests.on_postgres import postgres_can_change
from tests.seeding import SeededDatabase, chromium, on_postgres, seed_file, seed_on_postgres

# What was left out on this machine, named at the end of the run.
LEFT_OUT = {}
# Refusals that the code promises and that a whole run has not met.
NOT_REFUSED = []


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One test after the other to whoever is free; all that visit the demo to one worker, which
    builds it once."""
    from xdist.scheduler import LoadScopeScheduling

    class OneVillage(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return "the village" if "/demo/" in nodeid else nodeid

    return OneVillage(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """Two workers for each core: those that watch a browser or other processes mostly wait."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_finish(session):
    garbage.freeze()
    garbage.collect_seldom()


def pytest_collection_modifyitems(config, items):
    everywhere = config.args == config.getini("testpaths")
    if everywhere and not os.environ.get("CI_EVERYTHING"):
        _leave_out(config, items, "computers of their own", lambda item: "computers" not in item.keywords,
                   "they take minutes each; CI_EVERYTHING=1 runs them, or their names")  # fmt: skip
        if on_postgres():
            _leave_out(config, items, "screens", postgres_can_change,
                       "PostgreSQL cannot change them; CI_EVERYTHING=1 runs them here too")  # fmt: skip
    # The long ones first, so that all workers end together; of these first what builds the village.
    items.sort(
        key=lambda item: (
            "/demo/" not in item.nodeid,
            "long" not in item.keywords,
            "processes" not in item.keywords,
        )
    )
    if chromium() is None:
        for item in items:
            if "browser" in item.keywords:
                LEFT_OUT["browser journeys"] = "no Chromium was found"
                item.add_marker(pytest.mark.skipif(True, reason="no Chromium was found"))


def _leave_out(config, items, what, is_kept, why):
    left = [item for item in items if not is_kept(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if is_kept(item)]
    if left:
        LEFT_OUT[what] = why


def pytest_configure(config):
    refusing.watch()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    """What a worker has seen refused comes home with it."""
    refusing.provoked.update(map(tuple, getattr(node, "workeroutput", {}).get("provoked", [])))


def pytest_sessionfinish(session, exitstatus):
    config = session.config
    if hasattr(config, "workerinput"):
        config.workeroutput["provoked"] = [list(each) for each in refusing.provoked]
    elif exitstatus == 0 and _is_whole(config):
        NOT_REFUSED.extend(refusing.missing(refusing.provoked))
        if NOT_REFUSED:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _is_whole(config) -> bool:
    """Whether everything runs: only then can something be said to be missing."""
    if os.environ.get("ALL_REFUSALS"):
        return True
    if on_postgres() and not os.environ.get("CI_EVERYTHING"):
        return False
    chosen = config.option.keyword or config.option.markexpr or config.option.collectonly
    return not chosen and config.args == config.getini("testpaths")


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.get("MUSEUM_TEST_SCRATCH", ""), ignore_errors=True)


def pytest_terminal_summary(terminalreporter):
    from django.conf import settings

    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        LEFT_OUT["PostgreSQL"] = "DATABASE_URL names no PostgreSQL; this run was on SQLite"
    for what, why in LEFT_OUT.items():
        terminalreporter.write_line(f"left out: {what} ({why})")
    for sentence in NOT_REFUSED:
        terminalreporter.write_line(sentence, red=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The database of this run, migrated already: a copy of what was migrated once."""
    name = connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        if on_postgres():
            seed_on_postgres(name)
        else:
            seed_file(Path(name))
        # What is there is kept and migrated: nothing is left to do but what follows a migration.
        made = setup_databases(0, interactive=False, keepdb=True, serialized_aliases=[])
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def curator(db):
    return UserFactory(username="guanzhang", groups=[Group.objects.get(name=CURATOR)])


@pytest.fixture
def registrar(db):
    return UserFactory(username="dengji", groups=[Group.objects.get(name=REGISTRAR)])


@pytest.fixture
def another_registrar(db, registrar):
    return UserFactory(username="dengji2", groups=[Group.objects.get(name=REGISTRAR)])


@pytest.fixture
def keeper(db):
    return UserFactory(username="baoguan", groups=[Group.objects.get(name=KEEPER)])


@pytest.fixture
def grandmother(db):
    return PersonFactory(
        name="王桂兰", address_form="婆婆", phone="13800001234", former_group="三组"
    )


@pytest.fixture
def ma_family(db):
    return PersonFactory(name="马家", surname="马", kind="household", former_group="三组")


@pytest.fixture
def reception(db):
    return Place.objects.reception()


@pytest.fixture
def store(db):
    return Place.objects.store()


@pytest.fixture
def hall(db):
    return Place.objects.create(name="二厅", kind="hall", for_display=True, position=2)


@pytest.fixture
def case(hall):
    return Place.objects.create(name="三号柜", kind="case", parent=hall, for_display=True)


@pytest.fixture
def small_case(hall):
    return Place.objects.create(name="小柜", kind="case", parent=hall, for_display=True, capacity=1)


@pytest.fixture
def wheel(registrar, ma_family, grandmother):
    """A hand spinning wheel, just handed over."""
    return received("手摇纺车", by=registrar, owner=ma_family, brought_by=grandmother)


@pytest.fixture
def loom(registrar, ma_family):
    return received("木织布机", by=registrar, owner=ma_family)


@pytest.fixture
def ewer(registrar, ma_family):
    """A copper ewer on deposit."""
    return received("紫铜汤瓶", by=registrar, owner=ma_family, way="deposit")


@pytest.fixture
def own_database():
    """A database of this test's own, migrated and empty, for other processes to work on."""
    database = SeededDatabase()
    yield database
    database.drop()
