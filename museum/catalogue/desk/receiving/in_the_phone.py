"""What 收一件 takes along into a telephone for courtyards without a connection (static/museum/one_waiting.js)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from museum.catalogue.desk.receiving.namesakes import rows_of
from museum.catalogue.permissions import may
from museum.people.models import Person
from museum.reading.pinyin import sounds_of


@require_safe
@never_cache
def worker(request):
    """The page's service worker, at the page's own address: it sees no more than what lies below."""
    if not may(request.user, "receive"):
        raise PermissionDenied
    return render(request, "catalogue/receiving/one_worker.js", content_type="text/javascript")


@require_safe
@never_cache
def givers(request):
    """Who is known to have brought or given things, without a digit of their telephones."""
    if not may(request.user, "receive"):
        raise PermissionDenied
    known = (
        Person.objects.one_each()
        if request.user.has_perm("people.view_person")
        else Person.objects.none()
    )
    gave = known.filter(Q(brought__isnull=False) | Q(donations__isnull=False)).distinct()
    rows = rows_of([*gave], None, with_telephone=False)
    return JsonResponse({"givers": [
        {"pk": row.person.pk, "name": row.person.name, "words": row.words, "named": row.has_chosen,
         "sounds": sounds_of(row.person.name)}
        for row in rows
    ]})  # fmt: skip
