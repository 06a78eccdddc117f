"""扫一扫: a code is typed or photographed, and its page opens; on several codes somebody is asked which."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import pgettext_lazy

from museum.catalogue import reading_tags
from museum.catalogue.desk.tags.at_a_place import AtAPlace
from museum.catalogue.desk.tags.on_a_thing import OnAThing
from museum.catalogue.desk.tags.screens import CodeForm, TagScreen, page_of
from museum.catalogue.desk.tags.unused import Unused
from museum.catalogue.permissions import may


class Scan(TagScreen):
    template_name = "catalogue/tags/scan.html"
    page_title = pgettext_lazy("hangs on a thing", "Tags")
    above = ()

    def get(self, request, **kwargs):
        return self.shown(CodeForm())

    def post(self, request, **kwargs):
        form = CodeForm(request.POST, request.FILES)
        if form.is_valid() and len(form.tags) == 1:
            return redirect(page_of(form.tags[0]))
        return self.shown(form)

    def shown(self, form: CodeForm, **options):
        found = [(page_of(tag), tag, tag.item or tag.place) for tag in form.tags]
        said = {"asked": form, "found": found, "may_print": may(self.request.user, "print_tags")}
        return self.render_to_response(self.get_context_data(**said), **options)


def behind(request, code: str):
    """Show what a code stands for. What is no code of ours is asked for once more, with the reason."""
    try:
        tag = reading_tags.find(code)
    except ValidationError:
        return Unknown.as_view()(request, code=code)
    screen = Unused if tag.is_unused else AtAPlace if tag.place_id else OnAThing
    return screen.as_view()(request, tag=tag)


class Unknown(Scan):
    def get(self, request, *, code, **kwargs):
        return self.shown(CodeForm({"code": code}), status=404)

    def post(self, request, *, code, **kwargs):
        return self.get(request, code=code)
