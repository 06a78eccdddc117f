"""Who may change whom, as law: one policy that lists, forms, choosers and links all ask."""

from wagtail.permission_policies import ModelPermissionPolicy

from museum.people.models import Person


def may_change(user, person: Person) -> bool:
    """Whoever sees every telephone changes everybody; a volunteer, whom they wrote down, until it
    is handed in. Nobody changes the erased."""
    if person.is_erased or not user.has_perm("people.change_person"):
        return False
    return user.has_perm("people.see_phone") or (
        person.typed_by_id == user.pk and not person.handed_in
    )


class PersonPolicy(ModelPermissionPolicy):
    """Nobody deletes a person, whatever rights they hold."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "change":
            return may_change(user, instance)
        return self.user_has_permission(user, action)
