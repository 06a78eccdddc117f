"""What search engines are told."""

from django.http import HttpResponse
from django.urls import reverse


def robots(request):
    """Everything but the desk. Hidden codes say noindex themselves and must stay readable for it."""
    desk = reverse("wagtailadmin_home")
    return HttpResponse(f"User-agent: *\nDisallow: {desk}\n", content_type="text/plain")
