"""/o/CODE: the permanent short address printed on tags, labels and in books."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from exhibits.views import typed
from museum.catalogue import public as register


@require_safe
def follow(request, code):
    """Lead to what the code stands for: whoever works with objects to the desk, visitors to the page. A
    hidden object's code says that it is hidden, no more; an unused tag's that it waits for its thing."""
    code = typed.cleaned(code)
    if at_the_desk := register.scanned_by(request.user, code):
        return _unkept(redirect(at_the_desk))
    found = register.resolve(code)
    if found is None:
        raise Http404
    if found.kind == "hidden":
        return _unkept(render(request, "exhibits/objects/hidden.html"))
    if found.kind == "unused":
        return _unkept(render(request, "exhibits/objects/unused.html", {"begin": found.address}))
    return redirect(found.address)


def _unkept(response):
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
