import logging

import pytest

from museum.logs.day_files import DayFile


def handlers():
    """Every handler of the museum's that writes a file."""
    loggers = [logging.getLogger(name) for name in ("", "museum.access", "museum.security")]
    return [each for log in loggers for each in log.handlers if isinstance(each, DayFile)]


@pytest.fixture
def logs(tmp_path):
    """The folder in which this test's logs lie, and nobody else's."""
    places = {each: each.folder for each in handlers()}
    for each in places:
        each.close_file()
        each.folder = tmp_path / "logs"
    yield tmp_path / "logs"
    for each, place in places.items():
        each.close_file()
        each.folder = place


@pytest.fixture
def said(logs):
    """What a log holds by now, line by line."""

    def read(name):
        paths = sorted(logs.glob(f"{name}-*.log"))
        return [line for path in paths for line in path.read_text().splitlines()]

    return read
