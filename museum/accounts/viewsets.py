"""账号: the curator's screens. Created and switched off, never deleted."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.permissions import policy_registry
from wagtail.users.views import users

from museum.accounts.forms import ROLES, AccountCreationForm, AccountEditForm
from museum.accounts.models import User


def role_of(user: User) -> str:
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
        fields = []


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


class AccountHistory(OnlyThoseOneMayChange, users.HistoryView):
    pass


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
        return [each for each in super().get_urlpatterns() if each.name not in ("delete", "usage")]
