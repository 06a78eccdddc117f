from django.urls import path

from exhibits.views import booking, browse, codes, figures, objects, robots

urlpatterns = [
    path("objects/", browse.browse, name="objects"),
    path("objects/suggest/", browse.suggest, name="suggest"),
    path("objects/<str:number>/", objects.show, name="object"),
    path("o/<str:code>", codes.follow, name="code"),
    path("o/<str:code>/", codes.follow),
    path("visit/", booking.visit, name="visit"),
    path("visit/book/", booking.book, name="book"),
    path("visit/booking/<str:code>/", booking.show, name="booking"),
    path("visit/booking/<str:code>/change/", booking.change, name="change_booking"),
    path("visit/booking/<str:code>/cancel/", booking.cancel, name="cancel_booking"),
    path("visit/booking/<str:code>/calendar.ics", booking.calendar, name="booking_calendar"),
    path("figures/", figures.figures, name="figures"),
    path("robots.txt", robots.robots, name="robots"),
]
