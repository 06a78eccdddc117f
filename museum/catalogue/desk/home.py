"""首页: what to do next, for whoever looks. Counts and first objects of what waits (waiting.py)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from museum.catalogue.desk import waiting
from museum.catalogue.desk.beginning import steps_for
from museum.catalogue.desk.columns import thumbnail
from museum.catalogue.models import Item, Photo
from museum.catalogue.models.holdings import Status
from museum.catalogue.permissions import may
from museum.pictures import sizes
from museum.pictures.models import Picture

FIRST = 5
VOLUNTEER, CURATOR, STORE = "volunteer", "curator", "store"


@dataclass(frozen=True)
class Task:
    """One thing to do: a question of waiting.py, who is asked, and how it is said."""

    question: str
    whose: tuple[str, ...]
    heading: Promise
    sentence: Promise
    page: str = ""  # the address of its own, where it has one

    @property
    def mine(self) -> bool:
        return self.whose == (VOLUNTEER,)

    @property
    def url(self) -> str:
        if self.page:
            return reverse(self.page)
        narrowed = {self.question: "true"} | ({"mine": "true"} if self.mine else {})
        return f"{reverse('wagtailsnippets_catalogue_item:list')}?{urlencode(narrowed)}"

    def items_for(self, user):
        found = waiting.QUESTIONS[self.question](Item.objects.all())
        return waiting.written_by(found, user) if self.mine else found


TASKS = [
    Task(
        "in_review",
        (CURATOR,),
        _("For the curator to read"),
        _("%(count)s are written up and wait for an answer: publish, or send back for more."),
    ),
    Task(
        "sent_back",
        (VOLUNTEER,),
        _("Back for more"),
        _("The curator sent %(count)s back. Add what is missing and ask again."),
    ),
    Task(
        "drafts",
        (VOLUNTEER,),
        _("My drafts"),
        _("%(count)s not yet handed in. When one is written up, press “Ask the curator”."),
    ),
    Task(
        "at_reception",
        (CURATOR, STORE),
        _("Still at reception"),
        _("%(count)s at reception: %(which)s."),
    ),
    Task(
        "at_home",
        (CURATOR, STORE),
        _("Back at their families’"),
        _("%(count)s went home for some days. When one is here again, write it down."),
        page="objects:coming_and_going",
    ),
    Task(
        "copied_and_here",
        (CURATOR, VOLUNTEER),
        _("Photographed, still here"),
        _("%(count)s were photographed and go home today. When one was fetched, write it down."),
        page="objects:coming_and_going",
    ),
    Task(
        "on_display_without_page",
        (CURATOR,),
        _("On display without a page"),
        _("%(count)s stand in the halls, and whoever scans the code finds nothing to read."),
    ),
    Task(
        "without_photo",
        (CURATOR,),
        _("Without a photo"),
        _("%(count)s to photograph: by day, beside a window, on plain cloth."),
    ),
    Task(
        "without_story",
        (CURATOR,),
        _("Without a story"),
        _("Nobody has told about %(count)s yet. Ask when the old people come by."),
    ),
    Task(
        "without_giver",
        (CURATOR,),
        _("Without a giver"),
        _("Of %(count)s nobody wrote down who brought them. Ask who was there."),
    ),
]


@dataclass(frozen=True)
class Waiting:
    """A task that holds something, with the first objects."""

    task: Task
    counts: dict[str, int]
    items: list[Item]

    @property
    def sentence(self) -> str:
        return self.task.sentence % self.counts

    @property
    def lines(self):
        return [(item, thumbnail(item)) for item in self.items]


def tasks_for(user) -> list[Task]:
    """Return what concerns user, in the order in which it should be done."""
    decides = may(user, "accept")
    roles = {
        CURATOR: decides,
        VOLUNTEER: may(user, "receive") and not decides,
        STORE: may(user, "move"),
    }
    return [task for task in TASKS if any(roles[role] for role in task.whose)]


def counts_for(tasks, user) -> dict[str, int]:
    """Return how many wait for each task, how many are undecided, how many there are at all."""
    wanted = {"all": Count("pk")}
    for task in tasks:
        found = Q(pk__in=task.items_for(user).order_by().values("pk"))
        wanted[task.question] = Count("pk", filter=found)
        if task.question == "at_reception":
            undecided = Q(holding__status=Status.RECEIVED)
            wanted["undecided"] = Count("pk", filter=found & undecided)
    return Item.objects.aggregate(**wanted)


def at_reception(undecided: int, accepted: int) -> str:
    """Return what stands at reception and why; of what there is none, nothing is said."""
    said = []
    if undecided:
        said.append(gettext("%(count)s undecided") % {"count": undecided})
    if accepted:
        said.append(gettext("%(count)s numbered, to be placed") % {"count": accepted})
    return pgettext("list of clauses", ", ").join(said)


def waiting_for(user, tasks, counted) -> list[Waiting]:
    """Return the tasks that hold something: one query a task, three for all their pictures."""
    held = []
    undecided = counted.get("undecided", 0)
    for task in tasks:
        if count := counted[task.question]:
            counts = {"count": count, "which": at_reception(undecided, count - undecided)}
            first = task.items_for(user).select_related("holding__donation").order_by("pk")[:FIRST]
            held.append(Waiting(task, counts, list(first)))
    thumbs = [sizes.spec(sizes.THUMB, is_drawing=drawn) for drawn in (False, True)]
    pictures = Prefetch("picture", Picture.objects.prefetch_renditions(*thumbs))
    prefetch_related_objects(
        [item for each in held for item in each.items],
        Prefetch("photos", Photo.objects.prefetch_related(pictures)),
    )
    return held


class WhatNext(Component):
    name = "what_next"
    order = 100
    template_name = "catalogue/desk/home.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        tasks = tasks_for(self.user)
        counted = counts_for(tasks, self.user)
        return {
            "user": self.user,
            "receive_url": reverse("receiving:receive") if may(self.user, "receive") else "",
            "one_url": reverse("receiving:one") if may(self.user, "receive") else "",
            "scan_url": reverse("tags:scan") if may(self.user, "see") else "",
            "steps": steps_for(self.user, begun=counted["all"] > 0),
            "waiting": waiting_for(self.user, tasks, counted),
            # Whoever has nothing to do with objects is not told that none of them waits.
            "has_tasks": bool(tasks),
        }


def say_what_next(request, panels):
    """Hook construct_homepage_panels: this one panel instead of Wagtail's."""
    panels[:] = [WhatNext(request.user)]
