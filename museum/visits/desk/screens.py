"""What the screens of the visits share: who may enter, where they are."""

import uuid

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from museum.visits.permissions import may


@method_decorator(never_cache, name="dispatch")
class Screen(WagtailAdminTemplateMixin, TemplateView):
    right = "see"
    header_icon = "group"
    under_the_register = True

    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, self.right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        items = list(self.breadcrumbs_items)
        if self.under_the_register:
            items.append({"url": reverse("visits:index"), "label": _("Register of visits")})
        return [*items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        acts = ("count", "write", "correct", "arrange")
        rights = {f"may_{act}": may(self.request.user, act) for act in acts}
        return super().get_context_data(**kwargs) | rights | {"key": uuid.uuid4()}


def key_of(request) -> uuid.UUID:
    """Return the key that came with a form, so that a form sent twice is written once."""
    return as_key(request.POST.get("key", "")) or uuid.uuid4()


def as_key(text) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


def answer(form, refusal: ValidationError) -> None:
    """Put the sentences of a refusal under the fields they mean, or above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        known = field in form.fields and field != NON_FIELD_ERRORS
        form.add_error(field if known else None, errors)
