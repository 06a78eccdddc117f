"""Who guides: a person the museum knows. Volunteers are people too, so their register is not asked."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from museum.people.knowing import likely_same
from museum.people.models import Person
from museum.refusals import refuse
from museum.visits.models import Batch


def guides():
    """Return those who have guided before, for suggestions. No giver's name stands among them."""
    guided = Batch.objects.values_list(Coalesce("guide__merged_into", "guide"))
    return Person.objects.known().filter(pk__in=guided).order_by("sounds", "pk")


def guide_called(name: str, *, by) -> Person | None:
    """Return the person of this name: who guided before, else whom the museum knows, else new.

    Refuses (code "namesakes") where several are known and none of them has guided.
    """
    name = " ".join(name.split())[:60]
    if not name:
        return None
    known = [each for each in likely_same(name) if each.kind == Person.Kind.PERSON]
    guided = set(guides().values_list("pk", flat=True))
    found = [each for each in known if each.pk in guided] or known
    if len(found) > 1:
        refuse("tours", _("The museum knows several people called %(name)s. Ask the curator to tell "
                          "them apart by name first.") % {"name": name}, "namesakes")  # fmt: skip
    if found:
        return found[0]
    return Person.objects.create(name=name, typed_by=by, handed_in=True)
