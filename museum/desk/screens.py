"""What every register's screens share: who may open one, where it stands, how an act is tried and told."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from museum.accounts.law import Law
from museum.refusals import sentences
from museum.wording import StrOrPromise


@method_decorator(never_cache, name="dispatch")
class Screen(WagtailAdminTemplateMixin, TemplateView):
    """One screen of a register, never kept by a browser. Its own page_title, header_icon, template_name.

    law: the register's; needs: the act of it that opens the screen ("" only where may_open is one's own).
    above: what stands over it in the breadcrumbs, as (words, name of the address).
    """

    law: ClassVar[Law]
    needs: str = ""
    above: tuple[tuple[StrOrPromise, str], ...] = ()

    def may_open(self, user) -> bool:
        return self.law.may(user, self.needs)

    def dispatch(self, request, *args, **kwargs):
        if not self.may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(name), "label": words} for words, name in self.above]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"key": uuid.uuid4()}

    def attempt(self, verb: Callable, *arguments, said: str, **options):
        """Do verb by whoever is signed in and say so, or say why not. Returns what it returned, or None."""
        return attempt(
            self.request, lambda: verb(*arguments, by=self.request.user, **options), said
        )


def attempt(request, act: Callable[[], Any], said: str = ""):
    """Do act and say so above the next page (said, or the sentence that act returns); a refusal is
    said instead. Returns what act returned, None where it was refused."""
    try:
        done = act()
    except ValidationError as refusal:
        say_refused(request, sentences(refusal))
        return None
    messages.success(request, said or done)
    return done


def say_refused(request, sentences: Iterable[str]) -> None:
    for sentence in sentences:
        messages.error(request, sentence)
