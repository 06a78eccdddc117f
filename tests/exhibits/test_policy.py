from django.http import HttpResponse
from django.test import RequestFactory

from exhibits.policy import ContentSecurityPolicy


def policy_of(path):
    answer = ContentSecurityPolicy(lambda request: HttpResponse())(RequestFactory().get(path))
    return answer.headers.get("Content-Security-Policy", "")


def test_a_public_page_runs_nothing_from_elsewhere():
    policy = policy_of("/objects/")

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_desk_keeps_wagtails_own_scripts():
    assert policy_of("/admin/pages/") == ""
