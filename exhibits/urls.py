from django.urls import path

from exhibits.views import browse, codes, objects, robots

urlpatterns = [
    path("objects/", browse.browse, name="objects"),
    path("objects/<str:number>/", objects.show, name="object"),
    path("o/<str:code>", codes.follow, name="code"),
    path("o/<str:code>/", codes.follow),
    path("robots.txt", robots.robots, name="robots"),
]
