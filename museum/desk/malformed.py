"""What no page of ours sends is answered with 400 or 404, not with 500: fields that are missing, a word
where a number belongs, a day at the end of all days, an act on the root of all pages.

Only what the frameworks below raise on such input stands here. Whatever else goes wrong is a fault
of ours, and stays a 500 that is written down.
"""

import json
import json.decoder

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import ProtectedError, fields
from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, get_resolver
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.models import Page

# Forms of Wagtail's that read a field before they ask whether it is there.
NEEDED = {
    "admin/choose-external-link/": "external-link-chooser-url",
    "admin/redirects/import/process/": "import_file_name",
}
# Acts on a page that ask its parent for leave. The root of all pages has none, and is no page.
OF_A_PAGE = {
    "admin/pages/<int:page_id>/lock/": "page_id",
    "admin/pages/<int:page_id>/unlock/": "page_id",
    "admin/pages/<int:page_to_move_id>/set_position/": "page_to_move_id",
}


class OneEncoding:
    """Middleware. Pages here are UTF-8, and so is whatever a browser sends back: another name that a
    request gives its encoding is not looked up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.encoding:
            request.encoding = settings.DEFAULT_CHARSET
        return self.get_response(request)


class Malformed:
    """Middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        route = request.resolver_match.route
        field = NEEDED.get(route)
        if field and request.method == "POST" and not request.POST.get(field):
            return bad_request(request)
        if (
            route in OF_A_PAGE
            and Page.objects.filter(pk=kwargs[OF_A_PAGE[route]], depth=1).exists()
        ):
            raise Http404
        return None

    def process_exception(self, request, exception):
        return bad_request(request) if is_of_the_request(request, exception) else None


def is_of_the_request(request, exception: Exception) -> bool:
    """Return whether exception says that the request was no form of ours."""
    if isinstance(exception, (MultiValueDictKeyError, UnicodeError)):
        return True
    if isinstance(exception, KeyError):
        # A formset whose count of rows was torn away: Wagtail asks the rows that are left for it.
        return request.method == "POST" and exception.args == ("ORDER",)
    if isinstance(exception, RecursionError):
        return _raised_in(exception, json.decoder)  # brackets in brackets
    if isinstance(exception, ProtectedError):
        return request.method == "POST"  # what is in use cannot be deleted by a forged address
    if isinstance(exception, NoReverseMatch):
        # redirect() takes a bare word in ?next= for the name of a view.
        return bool(request.GET.get("next") or request.POST.get("next"))
    if isinstance(exception, ValidationError):
        # A row of a formset whose key is a word: raised by the column, not by a rule of ours.
        return getattr(exception, "code", None) == "invalid" and _raised_in(exception, fields)
    if isinstance(exception, OverflowError):
        # A number no column holds, or a day whose hour lies before the first year or after the last.
        return any(
            each in str(exception)
            for each in ("too large to convert to SQLite", "date value out of range")
        )
    if isinstance(exception, DataError):
        return "out of range" in str(exception)
    if isinstance(exception, ValueError):
        message = str(exception)
        is_no_number = message.startswith("Field ") and " expected " in message
        # Python reads no number of more than 4300 digits.
        return is_no_number or "NUL (0x00)" in message or message.startswith("Exceeds the limit")
    return False


def _raised_in(exception: Exception, module) -> bool:
    trace = exception.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename == module.__file__


def bad_request(request) -> HttpResponse:
    """Return the page for 400."""
    return get_resolver().resolve_error_handler(400)(request, exception=None)  # type: ignore[call-arg]  # 400 takes one
