#!/usr/bin/env python
"""The door for commands in a source tree: `manage.py demo`, `serve` … Installed, it is `museum`."""

from museum.cli import main

if __name__ == "__main__":
    main()
