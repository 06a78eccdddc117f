from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from museum.volunteers import feeding


@require_safe
def feed(request, key):
    """Serve a volunteer's calendar to whoever has its address. Nothing of it is kept on the way."""
    volunteer = feeding.whose(key)
    if volunteer is None:
        raise Http404
    host = request.get_host().partition(":")[0]
    answer = HttpResponse(feeding.calendar(volunteer, host), "text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Content-Disposition"] = 'inline; filename="shifts.ics"'
    return answer
