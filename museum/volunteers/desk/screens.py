"""What the screens of this register share: who may open them, the tabs above, how a refusal is told."""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from museum.refusals import sentences
from museum.volunteers.models import ServiceLine, SignIn
from museum.volunteers.permissions import may, own


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    words: str
    url: str
    count: int = 0


def tabs(user) -> list[Tab]:
    """Return the screens of the register that user may open."""
    found = [Tab("rota", _("Rota"), reverse("volunteering:rota"))]
    if may(user, "enrol"):
        found.append(Tab("volunteers", _("Volunteers"), reverse("volunteers:index")))
    if may(user, "keep_hours"):
        found.append(Tab("hours", _("To confirm"), reverse("volunteering:hours"), to_confirm()))
    if may(user, "certify"):
        found.append(Tab("statements", _("Statements"), reverse("volunteering:statements")))
    if may(user, "roster"):
        found.append(Tab("plan", _("Weekly plan"), reverse("weekly_shifts:index")))
    if may(user, "attend"):
        found.append(Tab("tablet", _("Tablet at the door"), reverse("volunteering:tablet")))
    return found


def to_confirm() -> int:
    return SignIn.objects.forgotten().count() + ServiceLine.objects.waiting().count()


def may_see(user) -> bool:
    """Whoever keeps the rota, and every volunteer with an account: the menu's entry and the month."""
    return may(user, "roster") or may(user, "attend") or own(user) is not None


def answer(form, refusal: ValidationError, **names) -> None:
    """Put the sentences of a refusal under the fields they mean, or above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        field = names.get(field, field)
        known = field in form.fields and field != NON_FIELD_ERRORS
        form.add_error(field if known else None, errors)


@method_decorator(never_cache, name="dispatch")
class Screen(WagtailAdminTemplateMixin, TemplateView):
    """One screen. needs: the act of the law that opens it."""

    needs: str | None = None
    tab = ""
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        allowed = may(request.user, self.needs) if self.needs else may_see(request.user)
        if not allowed:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = {"url": reverse("volunteering:rota"), "label": _("Volunteers")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        more = {"tabs": tabs(self.request.user), "tab": self.tab}
        return super().get_context_data(**more, **kwargs)

    def tried(self, verb, *arguments, said: str, **options):
        """Do verb and say so, or say why not. Returns what it returned, or None."""
        try:
            done = verb(*arguments, by=self.request.user, **options)
        except ValidationError as refusal:
            for sentence in sentences(refusal):
                messages.error(self.request, sentence)
            return None
        messages.success(self.request, said)
        return done
