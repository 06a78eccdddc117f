from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_what_is_not_shown(request, page):
    """Saving by hand tells it once; autosave, which asks for JSON, would tell it every few seconds."""
    names = page.not_shown() if hasattr(page, "not_shown") else []
    if names and request.accepts("text/html"):
        messages.warning(
            request,
            _("Chosen here, but not public, and so not shown on the website: %(names)s")
            % {"names": "、".join(names)},
        )
