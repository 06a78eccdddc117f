"""Every address of the desk, as the resolver knows it, with the very form that an administrator
would send, sent by somebody who may not."""

import re
from contextlib import contextmanager
from fnmatch import fnmatch
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import override_settings
from django.urls import URLResolver, get_resolver
from django.utils.datastructures import MultiValueDict
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, Site, Task, Workflow

from exhibits.models import ExhibitionPage, HomePage
from museum.accounts.roles import KEEPER, ON_DUTY, REGISTRAR
from museum.catalogue import accessioning, donating, moving, printing_tags, tagging
from museum.catalogue.desk.acts import ACTS
from museum.catalogue.donating import Thing
from museum.catalogue.models import Place, Story, Term
from museum.catalogue.signing import keep_paper
from museum.people.models import Person
from museum.pictures.taking_in import take_in
from tests.factories import UserFactory, photo_file, published

pytestmark = [pytest.mark.django_db, pytest.mark.long]
PHONE, NOTE, SHELF = "13912345678", "只给馆长看的话", "第九架"
OUTSIDE = ("admin/login", "admin/logout", "admin/password_reset", "admin/sprite", "admin/jsi18n",
           "admin/test404", "admin/failwhale", "admin/^", "admin/account")  # fmt: skip
# Sessions, who has a page open, who has tried a number how often, small copies of pictures, an index that whoever searches brings up
# to date: no part of what the museum knows.
PASSING = re.compile(
    r'(INTO|UPDATE|FROM) "?'
    r"(django_session|wagtailadmin_editingsession|pictures_rendition|museum_tries|people_look|search_[a-z_]+)\b"
)


def addresses(resolver=None, path=""):
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each, path + str(each.pattern))
        elif path.startswith("admin/") and not (path + str(each.pattern)).startswith(OUTSIDE):
            yield path + str(each.pattern)


@pytest.fixture
def world(curator, registrar, keeper, store):
    """One row of everything, all of them another one's, with something private wherever it fits."""
    giver = Person.objects.create(name="沙九成", phone=PHONE, typed_by=registrar)
    picture = take_in([photo_file()], by=registrar).pictures[0]
    things = [
        Thing(title, pictures=[picture], more={
            "note": NOTE, "stories": [Story(text="环。", teller=giver, teller_naming="full")],
        })
        for title in ("九连环", "木算盘")
    ]  # fmt: skip
    donation = donating.receive(donating.Receipt(things, owner=giver), by=registrar)
    item, draft = (holding.item for holding in donation.holdings.order_by("line"))
    accessioning.accept(item, by=curator)
    shelf = Place.objects.create(name=SHELF, kind="shelf", parent=store)
    moving.move(item, shelf, by=keeper, reason="归架")
    published(item)
    signed = keep_paper(item.entries.get(act="accepted"), photo_file())
    state = draft.get_workflow().start(draft, registrar)
    with override_settings(BASE_URL="https://cunshiguan.example"):
        printing = printing_tags.print_tags(2, by=curator)
    hung, free = printing.tags.order_by("pk")
    tagging.tie(hung, item, by=curator)
    home = HomePage.objects.get()
    page = home.add_child(instance=ExhibitionPage(title="九件", slug="nine"))
    paper = Document.objects.create(title="文", file=ContentFile(b"%PDF-1.4", name="a.pdf"))
    return {
        "item": item, "draft": draft, "donation": donation, "person": giver, "picture": picture,
        "page": page, "home": home, "page_revision": page.save_revision(),
        "revision": item.latest_revision, "place": shelf, "term": Term.objects.first(),
        "document": paper, "state": state, "task_state": state.current_task_state,
        "task": Task.objects.first(), "workflow": Workflow.objects.first(), "user": curator,
        "group": Group.objects.first(), "site": Site.objects.get(),
        "collection": Collection.objects.first(), "signed_paper": signed, "museum": Site.objects.get(),
        "printing": printing, "tags": [hung.code, free.code, shelf.tags.get().code],
        "redirect": Redirect.objects.create(old_path="/a", redirect_link="/b"),
    }  # fmt: skip


NAMED = {
    "image_id": ["picture"], "page_id": ["page"], "page_pk": ["page"],
    "parent_page_id": ["home"], "page_to_move_id": ["page"], "destination_id": ["home"],
    "document_id": ["document"], "doc_id": ["document"], "uploaded_file_id": ["picture"],
    "collection_id": ["collection"], "redirect_id": ["redirect"], "user_id": ["user"],
    "task_state_id": ["task_state"], "task_id": ["task"], "workflow_state_id": ["state"],
    "workflow_pk": ["workflow"], "object_id": ["item"], "paper": ["signed_paper"],
}  # fmt: skip
PLAIN = {
    "action_name": ["approve"], "act": list(ACTS), "filter_spec": ["width-800"],
    "revision_id_a": ["earliest"], "revision_id_b": ["latest"], "session_id": [1],
    "content_type_app_name": ["exhibits"], "content_type_model_name": ["exhibitionpage"],
    "app_name": ["museum"], "code": ["collected"], "label": ["2023"], "year": [2023],
    "key": ["00000000-0000-4000-8000-000000000000"],
    "month": [5], "first": ["2023-05-01"], "days": [7], "signed": ["x"], "spec": ["max-165x165"],
}  # fmt: skip
OF = {
    "admin/objects/": ["item", "draft"], "admin/catalogue/objects/": ["item"],
    "admin/snippets/choose/catalogue/item/": ["item"], "admin/donations/": ["donation"],
    "admin/receiving/": ["donation"], "admin/places/": ["place"], "admin/terms/": ["term"],
    "admin/people/": ["person"], "admin/person_chooser/": ["person"],
    "admin/pictures/": ["picture"], "admin/images/": ["picture"],
    "admin/tags/": ["printing"], "admin/documents/": ["document"], "admin/pages/": ["page"], "admin/users/": ["user"],
    "admin/groups/": ["group"], "admin/sites/": ["site"], "admin/collections/": ["collection"],
    "admin/workflows/tasks/": ["task"], "admin/workflows/": ["workflow"],
    "admin/settings/": ["site"], "admin/api/main/^pages": ["page"],
    "admin/api/main/^images": ["picture"], "admin/api/main/^documents": ["document"],
}  # fmt: skip
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def values(path, name, world):
    if name == "revision_id":
        return [world["page_revision" if path.startswith("admin/pages/") else "revision"].pk]
    if name == "pk":
        rows = next((OF[start] for start in OF if path.startswith(start)), ["item"])
        return [world[row].pk for row in rows]
    if path.startswith("admin/tags/"):
        return {"code": world["tags"], "act": ["tie", "replace", "void"]}[name]
    if name in ("app_label", "model_name"):
        return {"admin/settings/": ["museum"]}.get(path[:15], ["catalogue", "item"])[:1]
    return [world[row].pk for row in NAMED[name]] if name in NAMED else PLAIN[name]


def filled(path, world):
    """Yield path with every argument that means something in this world."""
    if path.startswith("admin/bulk/"):
        bulk_action_registry.get_bulk_actions_for_model("catalogue", "item")
        for app, models in bulk_action_registry.actions.items():
            for model, actions in models.items():
                row = {
                    "item": "item",
                    "page": "page",
                    "picture": "picture",
                    "image": "picture",
                    "user": "user",
                    "document": "document",
                }.get(model)
                for action in actions if row else ():
                    yield f"/admin/bulk/{app}/{model}/{action}/?id={world[row].pk}"
        return
    names = [first or second for first, second in ARGUMENT.findall(path)]
    plain = ARGUMENT.sub("{}", path).replace("^", "").replace("$", "").replace("\\", "")
    for chosen in product(*(values(path, name, world) for name in names)):
        yield "/" + plain.format(*chosen)


def filling(field):
    return "强改" if field.has_attr("required") or field["name"] in ("name", "title") else ""


def form_at(client, address):
    """Return what the largest form at address would send."""
    answer = client.get(address)
    if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
        return {}
    assert "no-store" in answer["Cache-Control"], f"a browser would keep {address}"
    soup = BeautifulSoup(answer.content, "html.parser")
    forms = [each for each in soup.select("form") if each.get("method", "").lower() == "post"]
    sent = MultiValueDict()
    for form in sorted(forms, key=lambda each: len(each.select("[name]")))[-1:]:
        for field in form.select("input[name], textarea[name], select[name], button[name]"):
            if field.name == "textarea":
                sent.appendlist(field["name"], field.text.strip() or "强改")
            elif field.name == "select":
                options = [each.get("value") for each in field.select("option")]
                chosen = [each.get("value") for each in field.select("option[selected]")]
                sent.appendlist(field["name"], (chosen or options[-1:] or [""])[0])
            elif field.get("type") in ("checkbox", "radio"):
                sent.setlist(field["name"], [field.get("value", "on")])
            elif field.get("type") != "file":
                sent.appendlist(field["name"], field.get("value") or filling(field))
    return dict(sent.lists())


@contextmanager
def watched():
    """Collect what is written to the museum, then take it back."""
    found = []

    def watch(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not PASSING.search(sql):
            found.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield found
        transaction.set_rollback(True)


def answered(client, method, address, form):
    """Return (whether the museum changed, what was answered)."""
    with watched() as lines:
        answer = getattr(client, method)(address, form if method == "post" else {})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bool(lines), body.decode(errors="ignore")


# Where each may write, by what the address begins with. Everything else stays as it was.
OWN = {
    "": (),
    REGISTRAR: (
        "/admin/receiving/", "/admin/people/new/", "/admin/person_chooser/create/", "/admin/tags/",
    ),
    KEEPER: (
        "/admin/places/", "/admin/tags/", "/admin/catalogue/objects/*/move/",
        "/admin/catalogue/objects/*/display/", "/admin/catalogue/objects/*/take-off/",
        "/admin/bulk/catalogue/item/move/", "/admin/bulk/catalogue/item/display/",
        "/admin/bulk/catalogue/item/take_off/",
    ),
    ON_DUTY: ("/admin/visits/",),
}  # fmt: skip
# But not here, below an address where they may.
NOT_OWN = {REGISTRAR: ("/admin/tags/*/move/",)}
HIDDEN = {
    "": (PHONE, NOTE, SHELF, "沙九成"),
    REGISTRAR: (PHONE, NOTE),
    KEEPER: (PHONE, NOTE),
    ON_DUTY: (PHONE, NOTE, SHELF),
}


def is_own(role, address):
    """Return whether role may write at address."""
    closed = any(fnmatch(address, each) for each in NOT_OWN.get(role, ()))
    return not closed and any(fnmatch(address, f"{own}*") for own in OWN[role])


SHARES = 4  # so that more than one worker walks


@pytest.mark.parametrize("share", range(SHARES))
def test_nobody_reaches_past_their_role_by_any_address(world, client, share):
    client.raise_request_exception = False
    client.force_login(UserFactory(is_superuser=True))
    weak = {role: type(client)(raise_request_exception=False) for role in OWN}
    for role in filter(None, OWN):
        weak[role].force_login(UserFactory(groups=[Group.objects.get(name=role)]))
    every = [each for path in addresses() for each in filled(path, world)]
    reached = []

    for address in every[share::SHARES]:
        with watched():
            form = form_at(client, address)
        for role, somebody in weak.items():
            for method in ("get", "post"):
                changed, said = answered(somebody, method, address, form)
                hidden = any(words in said for words in HIDDEN[role])
                if hidden or (changed and not is_own(role, address)):
                    reached.append((role or "visitor", method, address))

    assert len(every) > 350
    assert not reached
