import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from exhibits.wagtail_hooks import tell_what_is_not_shown
from tests.exhibits.conftest import filled


def told(accept, page):
    request = RequestFactory().post("/", headers={"accept": accept})
    request.session = {}
    request._messages = FallbackStorage(request)
    tell_what_is_not_shown(request, page)
    return [str(message) for message in get_messages(request)]


@pytest.fixture
def page(exhibition, shown_wheel, loom):
    return filled(exhibition, shown_wheel, loom)


def test_saving_names_the_objects_that_visitors_do_not_see(page):
    assert told("text/html", page) == ["这里选了，但现在不公开，网站上不显示：木织布机"]


def test_autosave_stays_silent(page):
    assert told("application/json", page) == []
