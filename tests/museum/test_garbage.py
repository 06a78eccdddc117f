"""What answers pages for months gives back what each page leaves behind."""

import gc
import subprocess

from tests import calling
from tests.seeding import ROOT


def begun_to_serve():
    from museum import garbage

    garbage.collect_seldom()  # as every command does, and serve is one
    as_a_command = gc.get_threshold()
    garbage.application()
    return as_a_command, gc.get_threshold(), gc.isenabled(), gc.get_freeze_count() > 100_000


def test_whoever_begins_to_serve_looks_for_garbage_as_often_as_pages_need():
    command = calling.command(begun_to_serve)

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert calling.answer(done.stdout) == [[50_000, 20, 50], [700, 10, 10], True, True]
