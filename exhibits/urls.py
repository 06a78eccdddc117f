from django.urls import path

from exhibits.views import announcing, booking, browse, codes, figures, objects

urlpatterns = [
    path("objects/", browse.browse, name="objects"),
    path("objects/suggest/", browse.suggest, name="suggest"),
    path("objects/<str:number>/", objects.show, name="object"),
    path("objects/<str:number>/card.png", objects.card, name="object_card"),
    path("o/<str:code>", codes.follow, name="code"),
    path("o/<str:code>/", codes.follow),
    path("visit/", booking.visit, name="visit"),
    path("visit/book/", booking.book, name="book"),
    path("visit/booking/", booking.find, name="find_booking"),
    path("visit/booking/<str:code>/", booking.show, name="booking"),
    path("visit/booking/<str:code>/change/", booking.change, name="change_booking"),
    path("visit/booking/<str:code>/cancel/", booking.cancel, name="cancel_booking"),
    path("visit/booking/<str:code>/calendar.ics", booking.calendar, name="booking_calendar"),
    path("figures/", figures.figures, name="figures"),
    path("robots.txt", announcing.robots, name="robots"),
    path("sitemap.xml", announcing.sitemap, name="sitemap"),
    path("objects.rss", announcing.feed, name="feed"),
    path("favicon.ico", announcing.icon, name="icon"),
]
