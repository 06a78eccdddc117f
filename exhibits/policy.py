"""The Content-Security-Policy of the public pages: everything from this house, nothing inline."""

from django.conf import settings
from django.urls import reverse

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
)


class ContentSecurityPolicy:
    """Middleware. The desk is left out: Wagtail's editor lives on inline scripts (wagtail#1288)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        at_the_desk = request.path.startswith(reverse("wagtailadmin_home"))
        told_to_a_developer = settings.DEBUG and response.status_code >= 400
        if not at_the_desk and not told_to_a_developer:
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
