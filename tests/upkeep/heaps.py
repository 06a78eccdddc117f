"""How many heaps the C library keeps for eight threads (tests/upkeep/test_serving.py)."""

import ctypes
import tempfile
import threading
from pathlib import Path

from museum.upkeep import serving


def count(bounded: bool) -> int:
    if bounded:
        serving.bound_memory()
    c, meet = ctypes.CDLL(None), threading.Barrier(8)
    c.malloc.restype = ctypes.c_void_p

    def take():
        meet.wait()
        for _n in range(300):
            c.malloc(1000)
        meet.wait()

    threads = [threading.Thread(target=take) for _n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with tempfile.NamedTemporaryFile() as file:
        c.fopen.restype = ctypes.c_void_p
        stream = ctypes.c_void_p(c.fopen(file.name.encode(), b"w"))
        c.malloc_info(0, stream)
        c.fclose(stream)
        return Path(file.name).read_text().count("<heap nr=")
