from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from museum.accounts.second_views import CodeView, OwnSecondFactor
from museum.accounts.views import OwnAccountView, SignInView, SignOutView, still_here
from museum.pictures.views import public_copy
from museum.upkeep.health import health

urlpatterns = [
    # Before Wagtail's own of the same name.
    path("admin/login/", SignInView.as_view(), name="wagtailadmin_login"),
    path("admin/login/code/", CodeView.as_view(), name="second_factor_code"),
    path("admin/logout/", SignOutView.as_view(), name="wagtailadmin_logout"),
    path("admin/account/", OwnAccountView.as_view(), name="wagtailadmin_account"),
    path("admin/account/second-factor/", OwnSecondFactor.as_view(), name="own_second_factor"),
    path("admin/still-here/", still_here),
    path("admin/", include(wagtailadmin_urls)),
    path("health/", health, name="health"),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("museum.volunteers.urls")),
    path("", include("exhibits.urls")),
    path("", include(wagtail_urls)),
]

if settings.SERVE_MEDIA:
    urlpatterns.insert(0, re_path(r"^media/(?P<path>.*)$", public_copy))

handler400 = "museum.upkeep.plain_pages.not_understood"
handler403 = "museum.upkeep.plain_pages.not_allowed"
handler404 = "museum.upkeep.plain_pages.not_there"
handler500 = "museum.upkeep.plain_pages.went_wrong"
