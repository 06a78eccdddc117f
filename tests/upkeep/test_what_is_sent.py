"""What the server itself sends, asked as a museum runs: production settings, an https address, a
proxy before it. The test client knows none of this."""

import http.client
import urllib.parse

import pytest

from tests.factories import PASSWORD
from tests.seeding import SeededDatabase
from tests.upkeep import hiding
from tests.upkeep.running import a_museum, fields

pytestmark = [pytest.mark.processes, pytest.mark.long]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
SAID_ONCE = {
    "x-frame-options": "SAMEORIGIN",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
}


class Line:
    """One visitor's line to the server, as the proxy would pass it on. Follows nothing."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def ask(self, path, data=None, *, host="museum.example", scheme="https", **more):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Host": host, "X-Forwarded-Proto": scheme, "Origin": f"https://{host}"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        body = None
        if data is not None:
            body = urllib.parse.urlencode(data)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("POST" if data is not None else "GET", path, body, headers)
        answer = line.getresponse()
        self.text = answer.read().decode()
        said = {name.lower(): value for name, value in answer.getheaders()}
        self.set = answer.headers.get_all("Set-Cookie") or []
        for each in self.set:
            name, _equals, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        line.close()
        return answer.status, said

    def sign_in(self):
        self.ask("/admin/login/")
        typed = fields(self.text) | {"username": "guanzhang", "password": PASSWORD}
        return self.ask("/admin/login/", typed)


@pytest.fixture(scope="module")
def port():
    """A museum at an https address with its curator and one object; its server's port."""
    database = SeededDatabase()
    settings = {"BASE_URL": "https://museum.example", "ALLOWED_HOSTS": "museum.example"}
    with a_museum(database, BEHIND_PROXY="yes", **settings) as museum, museum.serving():
        said = ("create_curator", "--name", "周明远", "--username", "guanzhang")
        for made in (museum.command(*said, stdin=f"{PASSWORD}\n"),
                     museum.call(hiding.accept_one)):  # fmt: skip
            assert made.returncode == 0, made.stderr
        yield museum.port
    database.drop()


@pytest.fixture
def line(port):
    return Line(port)


@pytest.mark.parametrize(
    "path", ["/", "/objects/", "/visit/", "/figures/", "/robots.txt", "/nothing/"]
)
def test_a_page_for_visitors_says_what_a_browser_may_do(line, path):
    status, said = line.ask(path)

    assert status == (404 if path == "/nothing/" else 200)
    assert said["content-security-policy"] == POLICY
    assert SAID_ONCE.items() <= said.items()
    assert "server" not in said
    assert not line.set


def test_the_desk_says_so_too_and_its_cookies_are_for_the_server_alone(line):
    status, said = line.ask("/admin/login/")
    assert status == 200
    assert SAID_ONCE.items() <= said.items()
    token = line.set

    line.sign_in()
    session = [each for each in line.set if each.startswith("__Host-sessionid=")]
    status, said = line.ask("/admin/")

    assert status == 200
    assert SAID_ONCE.items() <= said.items()
    assert "no-store" in said["cache-control"]
    for each in [*token, *session]:
        assert {"Secure", "SameSite=Lax", "Path=/"} <= set(each.split("; ")), each
    assert len(session) == 1
    assert "HttpOnly" in session[0].split("; ")


def test_what_comes_over_plain_http_is_led_to_https(line):
    status, said = line.ask("/objects/?q=1", scheme="http")

    assert (status, said["location"]) == (301, "https://museum.example/objects/?q=1")
    assert "strict-transport-security" not in said


@pytest.mark.parametrize("forged", [
    {"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"token": "x" * 64}, {"token": ""},
])  # fmt: skip
def test_a_form_from_elsewhere_is_refused_and_signs_nobody_in(line, forged):
    line.ask("/admin/login/")
    typed = fields(line.text) | {"username": "guanzhang", "password": PASSWORD}
    if "token" in forged:
        typed["csrfmiddlewaretoken"] = forged.pop("token")

    status, _said = line.ask("/admin/login/", typed, **forged)
    refused = line.text

    assert status == 403
    assert "__Host-sessionid" not in line.cookies
    assert "Traceback" not in refused
    assert line.ask("/admin/")[0] == 302
    assert line.sign_in()[0] == 302


def test_a_name_that_is_not_the_museums_is_not_served(line):
    status, _said = line.ask("/", host="elsewhere.example")

    assert status == 400
    assert "elsewhere.example" not in line.text
    assert "没看懂这个请求" in line.text


def test_an_address_that_leads_nowhere_tells_nothing_of_the_code(line):
    line.ask("/nothing/")

    assert "这一页" in line.text
    for word in ("DEBUG", "urlpatterns", "Traceback", "/site-packages/", "ROOT_URLCONF"):
        assert word not in line.text


def test_search_engines_are_kept_from_the_desk_alone(line):
    line.ask("/robots.txt")

    assert (
        line.text
        == "User-agent: *\nDisallow: /admin/\nSitemap: https://museum.example/sitemap.xml\n"
    )


def test_a_hidden_object_says_so_and_nobody_in_between_keeps_that(line):
    status, said = line.ask("/o/CS00001")
    hidden = line.text
    page, _said = line.ask("/objects/CS00001/")

    assert (status, page) == (200, 404)
    assert "此物暂不公开" in hidden
    assert "手摇纺车" not in hidden + line.text
    assert said["cache-control"] == "no-store"
    assert said["x-robots-tag"] == "noindex"
