#!/usr/bin/env python
"""The door for commands: `python manage.py demo`, `migrate`, `verify_ledger` …"""

import os
import sys


def main():
    # The demo keeps a database and a secret of its own, so it has settings of its own.
    settings = "museum.settings.demo" if sys.argv[1:2] == ["demo"] else "museum.settings.dev"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    from django.core.management import execute_from_command_line

    from museum import lasting

    lasting.look_seldom()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
