"""A line for every request: when, how, what for, what came of it, in how many milliseconds. Not who, and
not from where: that stands in the security log, where it is needed."""

import logging
import time

from museum.logs import addresses, security

logger = logging.getLogger("museum.access")
METHODS = frozenset(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])


class AccessLog:
    """Middleware, outermost: what others refuse has its line as well."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = time.perf_counter()
        with security.asked_by(request):
            response = self.get_response(request)
            if response.status_code == 403:
                security.write(
                    "forbidden", at=addresses.of(request, 403).replace(addresses.CUT, "-")
                )
        write(request, response.status_code, time.perf_counter() - begun)
        return response


def write(request, status: int, seconds: float) -> None:
    if addresses.is_worth_a_line(request, status):
        method = request.method if request.method in METHODS else "OTHER"
        where = addresses.of(request, status)
        logger.info("%s %s %d %d", method, where, status, round(seconds * 1000))


def write_refused(status: int) -> None:
    """A line for what was refused before anybody could tell what it asks for."""
    logger.info("- - %d 0", status)
