"""Objects to choose from for a page: seen, with their numbers, what visitors see first."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views import chooser

from museum.catalogue.desk.admission import admitted
from museum.catalogue.desk.columns import PAGE_STATES, Cell, listed, page_state, thumbnail
from museum.catalogue.models import Item
from museum.wording import StrOrPromise

HIDDEN = _("visitors do not see it")


def seen(item) -> StrOrPromise:
    """Return whether a visitor sees the object where it is chosen, or how far its page is."""
    state = page_state(item)
    return HIDDEN if state in ("live", "changed") and not item.is_seen else PAGE_STATES[state]


class InChooser:
    ordering = ("-is_seen", "-pk")
    results_template_name = "catalogue/desk/chooser_results.html"

    def get_object_list(self):
        public = Item.objects.public().filter(pk=OuterRef("pk"))
        return listed().whole().annotate(is_seen=Exists(public))

    @property
    def columns(self):
        title = self.title_column
        title.label = _("Name of the object")
        title.cell_template_name = "catalogue/desk/columns/chooser_title.html"
        return [
            Cell("choice", label=_("Photo"), accessor=thumbnail, width="84px"),
            title,
            Cell("number", label=_("Number"), classname="number desk-minor"),
            Cell("seen", label=_("Web page"), accessor=seen, classname="desk-minor"),
        ]

    def get_results_page(self, request):
        """Each line knows what its title says below it where there is no room for a column."""
        page = super().get_results_page(request)
        for item in page:
            item.seen_words = seen(item)
        return page


class Choose(InChooser, chooser.ChooseView):
    pass


class ChooseResults(InChooser, chooser.ChooseResultsView):
    pass


class ChosenSeveral(chooser.SnippetChosenMultipleView):
    """Those that were ticked, in the order in which they stood."""

    def get_objects(self, pks):
        found = {str(item.pk): item for item in super().get_objects(pks)}
        return [found[pk] for pk in dict.fromkeys(pks) if pk in found]


class ItemChooser(chooser.SnippetChooserViewSet):
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_multiple_view_class = ChosenSeveral

    def get_urlpatterns(self):
        found = [each for each in super().get_urlpatterns() if each.name != "create"]
        for each in found:
            each.callback = admitted(each.callback, "list")
        return found
