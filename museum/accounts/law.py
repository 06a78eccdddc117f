"""What a role may do, told once: a table for each register, a line for each right, with its holders.

Rights are granted after every migrate. Only what is missing is added: groups that a village made
for itself, and whatever it gave to the museum's own, are left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from museum.accounts.roles import ROLES
from museum.logs import security
from museum.refusals import refuse
from museum.wording import StrOrPromise

PICTURES, PAGES = "pictures", "pages"


@dataclass(frozen=True)
class Right:
    """One line: the permission ("catalogue.holding.receive": app, model, codename), who holds it, and
    what whoever may not is told ("" where only a screen asks).

    over: "pictures" or "pages" for rights that Wagtail gives over a collection or a part of the tree.
    """

    permission: str
    holders: tuple[str, ...]
    sentence: StrOrPromise = ""
    over: str = ""

    @property
    def name(self) -> str:
        """As has_perm asks for it: "catalogue.receive"."""
        app, _model, codename = self.permission.split(".")
        return f"{app}.{codename}"


@dataclass(frozen=True)
class Law:
    """A register's rights: acts by the name that its verbs demand them by, and beside them what lists
    and forms ask for. rules: what each act is called where they are listed."""

    acts: dict[str, Right]
    beside: tuple[Right, ...] = field(default=())
    rules: dict[str, StrOrPromise] = field(default_factory=dict)

    def rights(self) -> Iterator[Right]:
        yield from self.acts.values()
        yield from self.beside

    def may(self, user, act: str) -> bool:
        """Return whether user may do act; for showing a button, never instead of demand."""
        return user.is_active and user.has_perm(self.acts[act].name)

    def demand(self, user, act: str) -> None:
        """Refuse (code "forbidden") unless user may do act."""
        if not self.may(user, act):
            security.write("forbidden", account=getattr(user, "pk", None) or "nobody", act=act)
            refuse(None, self.acts[act].sentence, "forbidden")


LAWS: list[Law] = []


def enact(law: Law) -> None:
    """Have a register's rights granted. To be said once, when it gets ready."""
    if law not in LAWS:
        LAWS.append(law)


def rights() -> dict[str, Right]:
    """Return every right of the museum by its permission, with all who hold it in any register."""
    found: dict[str, Right] = {}
    for right in (right for law in LAWS for right in law.rights()):
        known = found.get(right.permission)
        holders = tuple(
            role for role in ROLES if role in right.holders + (known.holders if known else ())
        )
        found[right.permission] = Right(right.permission, holders, right.sentence, right.over)
    return found


def grant(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the roles, and give each what it holds and does not have yet."""
    groups = {name: Group.objects.using(using).get_or_create(name=name)[0] for name in ROLES}
    for right in rights().values():
        permission = _permission(right.permission, using)
        for group in (groups[name] for name in right.holders):
            if right.over == PICTURES:
                GroupCollectionPermission.objects.using(using).get_or_create(
                    group=group, permission=permission,
                    collection=Collection.objects.using(using).get(depth=1),
                )  # fmt: skip
            elif right.over == PAGES:
                GroupPagePermission.objects.using(using).get_or_create(
                    group=group, permission=permission, page=Page.objects.using(using).get(depth=1)
                )
            else:
                group.permissions.add(permission)


def _permission(named: str, using: str) -> Permission:
    """Return the permission, made here where Django has not made it yet: it does so app by app."""
    app, model, codename = named.split(".")
    kind, _new = ContentType.objects.using(using).get_or_create(app_label=app, model=model)
    options = kind.model_class()._meta
    own = dict(options.permissions)
    words = (
        own.get(codename) or f"Can {codename.removesuffix(f'_{model}')} {options.verbose_name_raw}"
    )
    found, _new = Permission.objects.using(using).get_or_create(
        content_type=kind, codename=codename, defaults={"name": str(words)}
    )
    return found
