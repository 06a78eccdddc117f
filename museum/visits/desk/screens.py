"""What the screens of the visits share: who may enter, where they are."""

from django.utils.translation import gettext_lazy as _

from museum.desk import screens
from museum.visits.permissions import LAW, may
from museum.wording import StrOrPromise

REGISTER = (_("Register of visits"), "visits:index")
BOOKINGS = (_("Bookings"), "visits:bookings")


class Screen(screens.Screen):
    law = LAW
    needs = "see"
    header_icon = "group"
    above: tuple[tuple[StrOrPromise, str], ...] = (REGISTER,)

    def get_context_data(self, **kwargs):
        acts = ("count", "write", "correct", "arrange")
        rights = {f"may_{act}": may(self.request.user, act) for act in acts}
        return super().get_context_data(**kwargs) | rights
