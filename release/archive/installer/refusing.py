"""What the installer says, and the one way in which it says no.

It runs on the computer's own Python before anything of the museum is there: nothing but what Python
brings, and its sentences stand here in Chinese, for there is no catalogue of translations yet.
"""

import sys


class Refused(Exception):
    """A sentence for whoever installs."""


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
