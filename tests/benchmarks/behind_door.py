"""A server that listens at once on a socket that its parent has bound: no port is guessed, no start
is missed. What it serves need not be the museum's, so it is loaded by name, and nothing before it."""

import pkgutil
import socket
import sys

from waitress import serve

if __name__ == "__main__":
    application, door = sys.argv[1:]
    listening = socket.socket(fileno=int(door))
    serve(pkgutil.resolve_name(application), sockets=[listening], threads=4, _quiet=True)
