"""/o/CODE: the permanent short address printed on tags, labels and in books."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from exhibits.views import typed
from museum.catalogue import public as register


@require_safe
def follow(request, code):
    """Lead to what the code stands for. A hidden object's code says that it is hidden, no more."""
    found = register.resolve(typed.cleaned(code))
    if found is None:
        raise Http404
    if found.kind != "hidden":
        return redirect(found.address)
    response = render(request, "exhibits/objects/hidden.html")
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
