"""账号: the curator's screens. Created and switched off, never deleted."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permissions import policy_registry
from wagtail.users.views import users

from museum.accounts import alone, law, second_factor
from museum.accounts.forms import AccountCreationForm, AccountEditForm
from museum.accounts.models import User
from museum.accounts.policies import Accounts
from museum.accounts.roles import ROLES, VOLUNTEER
from museum.accounts.second_views import TakeOff
from museum.wording import StrOrPromise


def role_of(user: User) -> StrOrPromise:
    if user.is_superuser:
        return _("Administrator")
    return "、".join(group.name for group in user.groups.all() if group.name in ROLES)


class AccountFilters(users.UserFilterSet):
    is_superuser = last_login = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["group"].queryset = Group.objects.filter(name__in=ROLES)
        self.filters["group"].label = _("Role")

    class Meta:
        model = User
        fields: list[str] = []


class OnlyThoseOneMayChange:
    """Wagtail's views ask for rights on accounts, not on this one."""

    def get_object(self, *args, **kwargs):
        user = super().get_object(*args, **kwargs)
        policy = policy_registry.get_by_type(User)
        if not policy.user_has_permission_for_instance(self.request.user, "change", user):
            raise PermissionDenied
        return user


class AccountList(users.IndexView):
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    page_title = _("Accounts")
    add_item_label = _("New account")
    show_other_searches = False

    @cached_property
    def header_buttons(self):
        table = HeaderButton(RolesView.page_title, url=reverse("wagtailusers_users:roles"))
        return [*super().header_buttons, table]

    @cached_property
    def columns(self):
        return [
            self._get_title_column_class(TitleColumn)(
                "name",
                accessor=str,
                label=_("Name"),
                sort_key="name",
                get_url=self.get_edit_url,
                classname="name",
            ),
            Column("username", label=_("User name"), sort_key="username"),
            Column("role", accessor=role_of, label=_("Role")),
            StatusTagColumn(
                "is_active",
                accessor=lambda user: _("can sign in") if user.is_active else _("switched off"),
                primary=lambda user: user.is_active,
                label=_("Account"),
                sort_key="is_active",
            ),
            DateColumn(
                "last_login", label=_("Last here"), sort_key="last_login", classname="desk-minor"
            ),
        ]

    def get_edit_url(self, instance):
        policy = self.permission_policy
        if policy.user_has_permission_for_instance(self.request.user, "change", instance):
            return super().get_edit_url(instance)
        return None

    def get_list_buttons(self, instance):
        return super().get_list_buttons(instance) if self.get_edit_url(instance) else []

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("groups")


class AccountCreation(users.CreateView):
    page_title = _("New account")
    success_message = _("The account of %(object)s is ready.")


class AccountEditing(OnlyThoseOneMayChange, users.EditView):
    success_message = _("The account of %(object)s is changed.")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def get_delete_url(self):
        return None

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.object != self.request.user and second_factor.is_on(self.object):
            url = reverse("wagtailusers_users:take_off_second_factor", args=[self.object.pk])
            words = _("Take the second lock off")
            buttons.append(Button(words, url=url, icon_name="lock-open", priority=90))
        return buttons


class AccountHistory(OnlyThoseOneMayChange, users.HistoryView):
    pass


class BesideAccounts(generic.WagtailAdminTemplateMixin, PermissionCheckedMixin, TemplateView):
    """A page beside the list of accounts, for whoever sees that."""

    header_icon = "key"
    permission_policy = Accounts(User)
    permission_required = "view"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailusers_users:index"), "label": _("Accounts")},
            {"url": "", "label": self.page_title},
        ]


class RolesView(BesideAccounts):
    """Roles × acts, as the laws of the registers say."""

    page_title = _("Who may do what")
    template_name = "accounts/roles.html"

    def get_context_data(self, **kwargs):
        acts = [(each.rules[act], right) for each in law.LAWS for act, right in each.acts.items()]
        rows = [(rule, "、".join(right.holders)) for rule, right in acts]
        # No right: it follows from whose account it is.
        own = _("See their own shifts and hours (where the account is joined to them)")
        rows.append((own, VOLUNTEER))
        locked = "、".join(str(user) for user in second_factor.users())
        return super().get_context_data(rows=rows, with_second_factor=locked, **kwargs)


class AloneView(BesideAccounts):
    """What only one person can do, or nobody: what stops when that one leaves."""

    page_title = _("What only one person can do")
    template_name = "accounts/alone.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(found=alone.acts(), **kwargs)


class AccountViewSet(users.UserViewSet):
    icon = "user"
    menu_label = _("Accounts")
    copy_view_enabled = False
    filterset_class = AccountFilters
    template_prefix = "accounts/"
    index_view_class = AccountList
    add_view_class = AccountCreation
    edit_view_class = AccountEditing
    history_view_class = AccountHistory

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm

    def get_common_view_kwargs(self, **kwargs):
        nowhere = {"delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**nowhere, **kwargs)

    def get_urlpatterns(self):
        known = [each for each in super().get_urlpatterns() if each.name not in ("delete", "usage")]
        beside = [
            path("roles/", RolesView.as_view(), name="roles"),
            path("alone/", AloneView.as_view(), name="alone"),
            path("second-factor/<int:pk>/", TakeOff.as_view(), name="take_off_second_factor"),
        ]
        return [*known, *beside]
