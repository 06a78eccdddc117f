"""Who may do what with people, as law; and who may change whom: one policy that lists, forms, choosers
and links all ask."""

from django.utils.translation import gettext_lazy as _

from museum.accounts.law import Law, Right
from museum.accounts.policies import NoDeleting
from museum.accounts.roles import COORDINATOR, CURATOR, REGISTRAR
from museum.people.models import Person

WRITING_DOWN = (CURATOR, REGISTRAR, COORDINATOR)

LAW = Law(
    acts={
        "erase": Right("people.person.erase_person", (CURATOR,),
                       _("Only the curator can erase a person.")),
        "see_looks": Right("people.look.see_looks", (CURATOR,),
                           _("Who looked at personal data is seen by the curator.")),
    },
    beside=(
        Right("people.person.view_person", WRITING_DOWN),
        Right("people.person.add_person", WRITING_DOWN),
        Right("people.person.change_person", WRITING_DOWN),
        Right("people.person.see_phone", (CURATOR,)),
    ),
    rules={
        "erase": _("Erase a person"),
        "see_looks": _("See who looked at personal data"),
    },
)  # fmt: skip

may, demand = LAW.may, LAW.demand


def may_change(user, person: Person) -> bool:
    """Whoever sees every telephone changes everybody; a volunteer, whom they wrote down, until it
    is handed in. Nobody changes the erased."""
    if person.is_erased or not user.has_perm("people.change_person"):
        return False
    return user.has_perm("people.see_phone") or (
        person.typed_by_id == user.pk and not person.handed_in
    )


class PersonPolicy(NoDeleting):
    """Nobody deletes a person; whom one may change hangs on the person."""

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "change":
            return may_change(user, instance)
        return self.user_has_permission(user, action)
