"""Lists of what nobody deletes: their addresses, and what Wagtail would offer beside them."""

from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet


class PlainList(generic.IndexView):
    """A list that is not exported: personal data leaves by nobody's click."""

    list_export: tuple[str, ...] = ()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False


class KeptViewSet(ModelViewSet):
    """A model whose rows stay. closed: the views that have no address, and no link to one."""

    closed: tuple[str, ...] = ("delete", "usage")
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs):
        nowhere = {f"{name}_url_name": None for name in self.closed}
        return super().get_common_view_kwargs(**nowhere, **kwargs)

    def get_urlpatterns(self):
        return [each for each in super().get_urlpatterns() if each.name not in self.closed]


class ReadOnlyViewSet(KeptViewSet):
    """A list and a page for each row; verbs alone write."""

    closed: tuple[str, ...] = ("add", "edit", "delete", "history", "history_results", "usage")
    inspect_view_enabled = True

    def register_admin_url_finder(self):
        """There is no address to edit a row at."""
