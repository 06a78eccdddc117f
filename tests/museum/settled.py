"""What a settings module says, read in a process of its own."""

import importlib


def read(module: str) -> dict:
    said = importlib.import_module(module)
    return {name: getattr(said, name) for name in dir(said) if name.isupper()}
