"""How the museum is served, the real one and the demo: one process, bounded in all it holds."""

import contextlib
import ctypes
import logging
import os
import socket
import time

from django.conf import settings
from django.db import connection, connections
from django.utils.translation import gettext as _
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask
from waitress.utilities import Error

from museum import garbage
from museum.logs import access
from museum.refusals import refuse
from museum.upkeep import plain_pages
from museum.upkeep.trouble import behind

ARENAS = 2
M_ARENA_MAX = -8
M_MMAP_THRESHOLD = -3
# What is larger is given back to the computer as soon as nobody needs it: pictures are, all of them.
LARGE = 512 * 1024
SAFE = frozenset(["GET", "HEAD", "OPTIONS"])
# So long a request may take to say what it wants; a photograph itself may take as long as it needs.
HEADERS_WITHIN = 20
IDLE = 30
CLEANING_EVERY = 5
CONNECTIONS = 400
# So long a request waits for the database's lock. A command may wait for longer.
PATIENCE = 5


def bound_memory() -> None:
    """Let the C library keep two heaps instead of eight a core, and no large piece of memory."""
    with contextlib.suppress(AttributeError, OSError, TypeError):  # not glibc: it has no arenas
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_ARENA_MAX, ARENAS)
        mallopt(M_MMAP_THRESHOLD, LARGE)


def wait_briefly() -> None:
    """Let no request wait long for the database, so that none keeps a thread from the others."""
    database = settings.DATABASES["default"]
    options = database["OPTIONS"] = dict(database.get("OPTIONS", {}))
    if connection.vendor == "postgresql":
        waits = f"-c lock_timeout={PATIENCE}s"
        options["options"] = f"{options['options']} {waits}" if options.get("options") else waits
        options.setdefault("connect_timeout", PATIENCE)
    else:
        options["timeout"] = PATIENCE
    connections["default"].close()
    connections["default"].settings_dict["OPTIONS"] = options


class ServiceUnavailable(Error):
    code = 503
    reason = "Service Unavailable"


class HeadTask(WSGITask):
    def finish(self):
        if self.request.command == "HEAD":
            self.write(b"")  # the head, where nothing was sent yet
            self.chunked_response = False  # the end of a body is one too
        super().finish()


class PlainErrorTask(ErrorTask):
    """What is refused before Django sees it: the same pages in Chinese."""

    def execute(self):
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        access.write_refused(error.code)
        body = plain_pages.text_of(error.code).encode()
        self.response_headers.append(("Content-Type", "text/html; charset=utf-8"))
        self.response_headers += plain_pages.HEADERS.items()
        self.set_close_on_finish()
        self.content_length = len(body)
        # What was not understood may have no command at all.
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else body)


class Channel(HTTPChannel):
    task_class = HeadTask
    error_task_class = PlainErrorTask
    begun_at: float | None = None

    def received(self, data):
        try:
            going_on = super().received(data)
        except OSError as error:  # a large request is put aside on the disk while it comes in
            if behind(error) is None:
                raise
            return self._refuse(ServiceUnavailable(""))
        waiting = self.request is not None and not self.request.headers_finished
        self.begun_at = (self.begun_at or time.time()) if waiting else None
        return going_on

    def _refuse(self, error: Error) -> bool:
        refused = self.parser_class(self.adj)
        refused.error, refused.version, refused.completed = error, "1.1", True
        with self.requests_lock:
            self.request = None
            self.requests.append(refused)
            if len(self.requests) == 1:
                self.server.add_task(self)
        return False

    def is_dawdling(self, now: float) -> bool:
        """Whether nobody is there: half a request and no more, or an answer that nobody fetches."""
        half_said = self.begun_at is not None and self.begun_at < now - HEADERS_WITHIN
        return half_said or (self.total_outbufs_len > 0 and self.last_activity < now - IDLE)


class Server(TcpWSGIServer):
    channel_class = Channel

    def maintenance(self, now):
        super().maintenance(now)
        for channel in list(self.active_channels.values()):
            if channel.is_dawdling(now):
                channel.handle_close()


class Threads:
    """Readers and writers each have their own: whoever waits for the database's lock, or decodes
    photographs, never keeps a visitor from reading."""

    def __init__(self, readers: int, writers: int):
        self.reading, self.writing = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        self.reading.set_thread_count(readers)
        self.writing.set_thread_count(writers)

    def add_task(self, channel):
        request = channel.requests[0]
        is_safe = request.error or request.command in SAFE
        (self.reading if is_safe else self.writing).add_task(channel)

    def shutdown(self, cancel_pending=True, timeout=5):
        self.writing.shutdown(cancel_pending, timeout)
        return self.reading.shutdown(cancel_pending, 1)


def check_free(listen: str, port: int) -> None:
    """Refuse (code "taken") a port on which something listens already, or nobody may."""
    try:
        with socket.create_server((listen, port)):
            pass
    except OSError as error:
        refuse(None, _("Nothing can listen on %(listen)s:%(port)s (%(why)s). Is it running already? "
                       "--port takes another.")
               % {"listen": listen, "port": port, "why": os.strerror(error.errno or 0)}, "taken")  # fmt: skip


def server(*, listen: str, port: int):
    """Return the server, listening, with everything loaded that its pages need."""
    bound_memory()
    wait_briefly()
    application = garbage.application()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    bounds = Adjustments(
        host=listen,
        port=port,
        ident=None,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE,
        cleanup_interval=CLEANING_EVERY,
        asyncore_use_poll=True,
        max_request_header_size=32 * 1024,
        max_request_body_size=settings.MAX_REQUEST_MB * 2**20,
        inbuf_overflow=512 * 1024,
        outbuf_overflow=1024 * 1024,
        outbuf_high_watermark=4 * 2**20,
        # What our own proxy says of the visitor is for Django, which asks BEHIND_PROXY first.
        clear_untrusted_proxy_headers=False,
    )
    threads = Threads(settings.READERS, settings.WRITERS)
    sockets: dict = {}
    for each in bounds.listen:
        made = Server(application, sockets, dispatcher=threads, adj=bounds, sockinfo=each)
    return made
