"""What Django must know of a database, by the address that names it."""

import re

import dj_database_url

# Writers side by side: IMMEDIATE takes the write lock when a verb begins, so two processes queue
# instead of failing with "database is locked"; WAL lets visitors read meanwhile. FULL: when somebody is
# told that it is written down, it is on the disk. With NORMAL a power cut takes the last minutes along, and
# what it saves is a few milliseconds of each verb (tests/benchmarks/run.py --only commits).
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY;"
    ),
}


def database(url: str) -> dict:
    """Return Django's settings for a database URL: sqlite:///… or postgres://…, there also with
    several machines after commas, of which the one that takes writes is used."""
    several = re.search(r"(?<=@)[^/@,]+,[^/@]+(?=/)", url)
    url = url.replace(several[0], "") if several else url
    found: dict = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    if several:
        machines = [each.partition(":") for each in several[0].split(",")]
        found["HOST"] = ",".join(host for host, _sign, _port in machines)
        found["PORT"] = ",".join(port or "5432" for _host, _sign, port in machines)
        usual = {"target_session_attrs": "read-write", "connect_timeout": 5}
        found["OPTIONS"] = usual | found.get("OPTIONS", {})
    if found["ENGINE"] == "django.db.backends.sqlite3":
        # Opening the file and saying all that anew costs more than a kept page.
        found.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=False, OPTIONS=SQLITE_OPTIONS)
    return found
