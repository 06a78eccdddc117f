"""What the editing form says beside its fields."""

from wagtail.admin.panels import Panel


class NotShownPanel(Panel):
    """Tells the editor which chosen objects no visitor sees. Not there while all are public."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "components/not-shown.html"

        def is_shown(self):
            return bool(self.instance.pk and self.instance.not_shown())

        def get_context_data(self, parent_context=None):
            return {"names": self.instance.not_shown()}
