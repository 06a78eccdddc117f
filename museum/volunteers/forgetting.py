"""要求删除: what goes with a volunteer who asked to be forgotten. Number and hours stay, of nobody."""

from museum.volunteers.models import Volunteer


def forget(person) -> None:
    """Close the calendar and keep of the birth no more than the decade, once person is erased.

    The shifts they had signed up for are shown as 匿名 until the coordinator gives them free.
    """
    if not person.is_erased:
        return
    volunteer = Volunteer.objects.filter(person=person).first()
    if volunteer is None:
        return
    volunteer.feed_key = volunteer.born_on = None
    volunteer.birth_year -= volunteer.birth_year % 10
    volunteer.save(update_fields=["feed_key", "born_on", "birth_year"])
