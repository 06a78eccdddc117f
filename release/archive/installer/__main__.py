"""python3 installer install|personal|recover|keep|put-back: see install.sh and start.bat, which say it."""

import argparse
import os
import sys
from pathlib import Path

# Said with -I, which looks nowhere else.
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import going_back  # noqa: E402
import places  # noqa: E402
import upgrading  # noqa: E402
from refusing import Refused, say  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(prog="installer")
    parser.add_argument("word", choices=["install", "personal", "recover", "keep", "put-back"])
    parser.add_argument(
        "--museum", default="", help="one among many on this server: letters and digits"
    )
    parser.add_argument("--code", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--user")
    parser.add_argument("--unit", type=Path)
    parser.add_argument("--command", type=Path)
    for name in ("name", "address", "port"):
        parser.add_argument(f"--{name}")
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        do(options)
    except Refused as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit("停下了。")


def do(options: argparse.Namespace) -> None:
    if options.word == "install":
        if os.name == "nt" or os.geteuid() != 0:
            raise Refused("请用管理员（root）来装：sudo sh install.sh")
        os.umask(0o022)  # the code can be read by the museum's user, whatever root's own habit is
        where = places.of(options.museum)
    else:
        where = places.personal()
    more = {name: getattr(options, name) for name in ("code", "home", "user", "unit", "command")
            if getattr(options, name) is not None}  # fmt: skip
    where = places.Places(**(vars(where) | more | {"name": options.museum}))
    if options.word == "keep":
        going_back.keep(where)
    elif options.word == "put-back":
        going_back.put_back(where)
    elif options.word == "recover":
        upgrading.recover(where)
    else:
        said = [word for name in ("name", "address", "port") if getattr(options, name)
                for word in (f"--{name}", getattr(options, name))]  # fmt: skip
        upgrading.install(HERE.parent, where, said)
    if options.word == "personal":
        say(str(where.release()))


main()
