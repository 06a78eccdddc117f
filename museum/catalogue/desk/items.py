"""老物件: the screens of the register of objects, declared."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.snippets.views import snippets

from museum.catalogue.desk import panels
from museum.catalogue.desk.admission import admitted
from museum.catalogue.desk.choosing import ItemChooser
from museum.catalogue.desk.filters import ItemFilters
from museum.catalogue.desk.listing import ItemList
from museum.catalogue.desk.reviewing import Buttons
from museum.catalogue.desk.sheet import Sheet, strip
from museum.catalogue.models import Item


class ItemEditor(snippets.EditView):
    def _get_action_menu(self):
        return Buttons(
            self.request,
            view=self.view_name,
            instance=self.object,
            locked_for_user=self.locked_for_user,
        )

    def get_side_panels(self):
        found = super().get_side_panels()
        found[:] = [panel for panel in found if not isinstance(panel, ChecksSidePanel)]
        return found

    def get_usage_url(self):
        return None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        facts = Item.objects.with_facts().with_review().select_related("holding__owner")
        return context | strip(facts.get(pk=self.object.pk), self.request.user)


class ItemViewSet(snippets.SnippetViewSet):
    model = Item
    icon = "list-ul"
    menu_label = _("Objects")
    menu_name = "objects"
    menu_order = 100
    add_to_admin_menu = True
    base_url_path = "objects"
    list_per_page = 50
    filterset_class = ItemFilters
    copy_view_enabled = False
    inspect_view_enabled = True
    sort_order_field = None
    index_view_class = ItemList
    edit_view_class = ItemEditor
    inspect_view_class = Sheet
    index_template_name = "catalogue/desk/list.html"
    index_results_template_name = "catalogue/desk/list_results.html"
    edit_template_name = "catalogue/desk/edit.html"
    chooser_viewset_class = ItemChooser
    edit_handler = panels.form

    @property
    def inspect_view(self):
        return Sheet.as_view()

    def get_urlpatterns(self):
        found = super().get_urlpatterns()
        for each in found:
            each.callback = admitted(each.callback, each.name)
        return found
