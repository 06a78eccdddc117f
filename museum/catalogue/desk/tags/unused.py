"""还没用过的号牌: from here something is received, or the tag is tied to what is known already."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from museum.catalogue.desk.tags.screens import Behind
from museum.catalogue.permissions import may


class Unused(Behind):
    template_name = "catalogue/tags/unused.html"
    page_title = _("A tag that is not used yet")
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs):
        receive = f"{reverse('receiving:one')}?tag={self.tag.code}"
        return super().get_context_data(**kwargs) | {
            "receive": receive if may(self.request.user, "receive") else "",
            "may_tie": may(self.request.user, "tie"),
        }
