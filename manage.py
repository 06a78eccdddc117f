#!/usr/bin/env python
"""The door for commands: `python manage.py demo`, `migrate`, `verify_ledger` …"""

import gc
import os
import sys


def main():
    # The demo keeps a database and a secret of its own, so it has settings of its own.
    settings = "museum.settings.demo" if sys.argv[1:2] == ["demo"] else "museum.settings.dev"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    from django.core.management import execute_from_command_line

    gc.set_threshold(50_000, 20, 50)  # see museum/lasting.py
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
