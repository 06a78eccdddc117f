"""Every number that a module names, held against what somebody has read: how many, how long, how large.

After a change that was meant: APPROVE=yes pytest tests/museum/test_numbers.py, then read the difference.
"""

import datetime
import os

from tests.approving import FOLDER
from tests.museum.test_values import modules

# Numbers that the operating system gives.
NOT_OURS = {"museum.upkeep.trouble.DISK"}
NUMBERS = int | float | datetime.timedelta | datetime.time
FILE = FOLDER / "numbers.txt"


def is_of_numbers(value) -> bool:
    # A table of another type fills itself as it is asked.
    if isinstance(value, tuple | list | set | frozenset) or type(value) is dict:
        inner = [*value, *value.values()] if isinstance(value, dict) else [*value]
        return any(map(is_of_numbers, inner)) and all(map(is_plain, inner))
    return isinstance(value, NUMBERS) and not isinstance(value, bool)


def is_plain(value) -> bool:
    return isinstance(value, str | bool | None) or is_of_numbers(value)


def said(value) -> str:
    return repr(sorted(value, key=repr) if isinstance(value, set | frozenset) else value)


def numbers():
    """Yield a line for each name in capitals that stands for numbers, where it was given."""
    for name, module in modules():
        if ".migrations." in name:
            continue
        for constant, value in vars(module).items():
            is_ours = constant.isupper() and f"\n{constant}" in f"\n{source(module)}"
            if is_ours and is_of_numbers(value) and f"{name}.{constant}" not in NOT_OURS:
                yield f"{name}.{constant} = {said(value)}"


def source(module) -> str:
    with open(module.__file__, encoding="utf-8") as file:
        return file.read()


def test_every_number_that_a_module_names_is_the_one_that_was_meant():
    told = "".join(f"{line}\n" for line in sorted(numbers()))

    if os.environ.get("APPROVE"):
        FILE.write_text(told)
    assert told.count("\n") > 150
    assert told == FILE.read_text()
