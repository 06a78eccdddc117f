"""The least that Django can do: one view, 30 kB, no middleware; and the same through a template."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

TEXT = "石榴湾村史馆收着老物件。" * 840
LINES = ["手摇纺车，木，轮上棉绳，三组马家捐赠"] * 24
TEMPLATE = "<ul>{% for line in lines %}<li><a href='/{{ forloop.counter }}/'>{{ line }}</a></li>{% endfor %}</ul>"


def plain(request):
    return HttpResponse(TEXT)


def template(request):
    return render(request, "list.html", {"lines": LINES})


urlpatterns = [path("", plain), path("template/", template)]

loader = ("django.template.loaders.locmem.Loader", {"list.html": TEMPLATE})
settings.configure(
    SECRET_KEY="for-measuring",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [loader])]},
        }
    ],
)
django.setup()
application = get_wsgi_application()
