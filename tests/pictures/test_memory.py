"""Four people send large photographs at once, and the small computer lives through it."""

import pytest

from tests.pictures import large

pytestmark = [pytest.mark.processes, pytest.mark.long, pytest.mark.computers]


@pytest.fixture
def large_files(own_database, tmp_path):
    own_database.run(large.make, str(tmp_path))
    return tmp_path


def test_four_large_photographs_at_once_stay_under_600_megabytes(own_database, large_files):
    at_rest, highest, after = own_database.run(large.take, str(large_files))

    # The museum's own server rests at about 140 megabytes; this process has the tests in it as well.
    assert highest - at_rest < 600 - 140
    assert after < at_rest + 200
