from django.urls import include, path

from museum.visits.desk import (
    arranging,
    door,
    handing_in,
    holidays,
    register,
    singles,
    slips,
    telephone,
)

visits = [
    path("", register.Index.as_view(), name="index"),
    path("door/", door.Door.as_view(), name="door"),
    path("door/tap/", door.tap, name="tap"),
    path("door/hand-in/", handing_in.hand_in, name="hand_in"),
    path("door/now/", handing_in.now, name="now"),
    path("door/away/", handing_in.away, name="away"),
    path("door/worker.js", handing_in.worker, name="worker"),
    path("door/organisations/", door.suggest, name="suggest"),
    path("slip/", slips.FromPaper.as_view(), name="slip"),
    path("slip/paper/", slips.paper, name="paper"),
    path("singles/", singles.Tallies.as_view(), name="tallies"),
    path("singles/recount/", singles.Recount.as_view(), name="recount"),
    path("singles/<int:pk>/undo/", singles.undo_tally, name="undo_tally"),
    path("holidays/", holidays.Holidays.as_view(), name="holidays"),
    path("holidays/<int:year>/", holidays.Holidays.as_view(), name="holidays"),
    path("bookings/", arranging.Bookings.as_view(), name="bookings"),
    path("bookings/telephone/", telephone.Telephone.as_view(), name="telephone"),
    path("bookings/<str:label>/", arranging.BookingPage.as_view(), name="booking"),
    path("bookings/<str:label>/change/", telephone.Change.as_view(), name="change"),
    path("bookings/<str:label>/arrive/", arranging.arrive, name="arrive"),
    path("bookings/<str:label>/<slug:act>/", arranging.act, name="act"),
    path("<str:label>/", register.VisitPage.as_view(), name="visit"),
    path("<str:label>/correct/", slips.Correct.as_view(), name="correct"),
    path("<str:label>/contacts/<int:pk>/forget/", register.forget_contact, name="forget_contact"),
    path("<str:label>/strike-out/", register.strike_out, name="strike_out"),
]
urlpatterns = [path("visits/", include((visits, "visits")))]
