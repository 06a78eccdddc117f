import contextlib
import os
import re
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from museum import __version__
from tests import calling
from tests.conftest import LEFT_OUT
from tests.factories import photo_file
from tests.museum import settled
from tests.seeding import ROOT, chromium, on_postgres
from tests.upkeep.deploying import PAGE, PATH, Walk

PASSWORD = "shiliuwan-chunxiao"
NAMED = re.compile(
    r"""(?:environ(?:\.get|\.setdefault)?[\[(]\s*|\bneeded\(\s*|\bwhole\(\s*|\bflag\(\s*|\bpath\(\s*)["']([A-Z][A-Z_]+)["']"""
)


def without() -> str:
    """Return what is missing to walk the page here, "" where nothing is."""
    if os.geteuid() != 0:
        return "only root may walk it"
    for tool in ("nginx", "openssl", "useradd", "runuser"):
        if shutil.which(tool, path=PATH) is None:
            return f"{tool} is not installed"
    asked = ["python3", "-c", "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"]
    if subprocess.run(asked, env={"PATH": PATH}, capture_output=True).returncode:
        return "no python3 for other users, with venv"
    return "only once, on SQLite" if on_postgres() else ""


WITHOUT = without()
if WITHOUT:
    LEFT_OUT["docs/deploying.md, walked"] = WITHOUT


@pytest.fixture
def walk():
    place = Path(tempfile.mkdtemp(prefix="museum-walk-"))
    place.chmod(0o755)
    walking = Walk(place)
    try:
        yield walking
    finally:
        subprocess.run(["userdel", walking.user], capture_output=True)
        shutil.rmtree(place, ignore_errors=True)


@contextlib.contextmanager
def browsing(walk):
    from playwright.sync_api import sync_playwright

    options = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
               "--host-resolver-rules=MAP museum.example 127.0.0.1"]  # fmt: skip
    with sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=chromium(), args=options)
        yield lambda: running.new_context(
            base_url=walk.address, ignore_https_errors=True, locale="zh-CN"
        ).new_page()
        running.close()


def register_an_object(page):
    page.goto("/admin/login/")
    page.fill("[name=username]", "guanzhang")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    page.goto("/admin/receiving/")
    page.fill("[name=brought-name]", "王桂兰")
    card = page.locator("[data-card]").first
    card.locator("[name$=-title]").fill("手摇纺车")
    card.locator("[name$=-way][value=gift]").check()
    photo = photo_file("IMG_1.jpg", size=(1600, 1200)).read()
    sent = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo}
    card.locator("[type=file]").set_input_files([sent])
    page.check("[name=naming][value=full]")
    page.click("[name=act][value=save]")
    page.wait_for_selector("text=RG-")
    publish(page)
    accept(page)


def publish(page):
    page.goto("/admin/objects/")
    page.get_by_role("link", name="手摇纺车").first.click()
    page.wait_for_selector("[name=title]", state="attached")
    with page.expect_navigation():
        page.locator("[name=action-publish]").first.evaluate("button => button.click()")


def accept(page):
    page.goto("/admin/objects/")
    page.get_by_role("link", name="手摇纺车").first.click()
    page.get_by_role("link", name="收下", exact=True).first.click()
    page.wait_for_selector(".desk-act")
    page.locator(".desk-act form").get_by_role("button", name="收下").click()
    page.wait_for_load_state("networkidle")


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.processes
@pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT or "it can be walked here")
def test_the_page_on_deploying_walked_word_by_word_ends_at_a_museum(walk):
    for line in walk.lines(1):
        walk.say(line)
    wheel, source = walk.in_the_wheel(), walk.in_the_source()
    walk.write_files(2)
    chmod, version = walk.lines(2)
    walk.say(chmod)
    said_version = walk.say(version).stdout
    (first_start,) = walk.lines(3)
    restoring = walk.lines(9)[-2:]
    before = subprocess.run(
        ["museum", "nightly"], env=walk.environment, capture_output=True, text=True
    )
    started = walk.converse(first_start, until="按 Ctrl+C 停下")
    walk.write_files(4)
    walk.debian_nginx()
    walk.write_files(6)
    for line in walk.lines(6):
        walk.say(line)

    with walk.service(), walk.nginx(), browsing(walk) as page_of:
        (create_curator,) = walk.lines(5)
        asked = walk.converse(
            create_curator,
            answers=[("姓名", "周明远"), ("用户名", "guanzhang"), ("密码：", PASSWORD),
                     ("再输一遍", PASSWORD)],
            until="",
        )  # fmt: skip
        register_an_object(page_of())
        visitor = page_of()
        visitor.goto("/objects/")
        visitor.get_by_role("link", name="手摇纺车").first.click()
        visitor.wait_for_url("**/objects/CS*/")
        seen = visitor.inner_text("main")
        broken = visitor.evaluate("[...document.images].filter(i => !i.naturalWidth).length")
        shown = visitor.locator("main img[src^='/media/']").count()
        insecure = visitor.request.get(f"http://127.0.0.1:{walk.plain}/", max_redirects=0)
        visitor.goto("/admin/login/")
        cookies = {each["name"]: each["secure"] for each in visitor.context.cookies()}
        nights = {line: walk.say(line) for line in walk.lines(7)}
        backing_up = [line for line in walk.lines(9) if line not in restoring]
        backed_up = [walk.say(line).stdout for line in backing_up]
    with walk.nginx(), browsing(walk) as page_of:
        visitor = page_of()
        away = visitor.goto("/")
        said_away = visitor.inner_text("body")
    for line in walk.lines(8):
        walk.say(line)
    with walk.service(), walk.nginx(), browsing(walk) as page_of:
        still_there = page_of().goto("/objects/").text()
    restored = [walk.say(line).stdout for line in restoring][-1]
    with walk.service(), walk.nginx(), browsing(walk) as page_of:
        visitor = page_of()
        visitor.goto("/objects/")
        visitor.get_by_role("link", name="手摇纺车").first.click()
        visitor.wait_for_url("**/objects/CS*/")
        came_back = visitor.inner_text("main")
        lost = visitor.evaluate("[...document.images].filter(i => !i.naturalWidth).length")

    home = walk.place / "srv/village-museum"
    (backup,) = (walk.place / "srv-backups").glob("museum-*")
    assert source <= wheel
    assert said_version == f"village-museum {__version__}\n"
    assert before.returncode != 0
    assert "museum serve" in before.stderr
    assert "前面要有一台带 TLS 的代理" in started
    assert "周明远可以用 guanzhang 登录了" in asked
    assert PASSWORD not in asked
    assert "手摇纺车" in seen
    assert "王桂兰" in seen
    assert (broken, shown > 0) == (0, True)
    assert insecure.status == 301
    assert cookies == {"__Host-csrftoken": True}
    assert {str(home) in done.stderr for done in nights.values()} == {True}
    assert len(nights) >= 6
    assert (away.status, "请稍等一下" in said_away) == (503, True)
    assert "手摇纺车" in still_there
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in home.glob("museum.*")} == {0o600}
    assert "备份好了" in backed_up[-2]
    assert "跟原来一样" in backed_up[-1]
    assert (backup / "data/requirements.lock").is_file()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    assert "馆搬回来了，跟备份时一样" in restored
    assert ("王桂兰" in came_back, lost) == (True, 0)


def variables():
    sources = [path for folder in ("museum", "exhibits") for path in (ROOT / folder).rglob("*.py")]
    sources.remove(ROOT / "museum" / "settings" / "test.py")
    return {name for path in sources for name in NAMED.findall(path.read_text())}


def test_every_variable_of_the_environment_stands_in_the_one_table_and_no_other():
    table = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)

    names = [name for name, _default, _meaning in table]
    assert set(names) == variables()
    assert len(names) == len(set(names))


def test_the_table_says_the_defaults_that_hold(tmp_path):
    given = {"HOME": str(tmp_path), "SECRET_KEY": "a", "MUSEUM_KEYS": "b", "ALLOWED_HOSTS": "c",
             "BASE_URL": "http://localhost:8000", "PATH": PATH}  # fmt: skip

    told = subprocess.run(
        calling.command(settled.read, "museum.settings.production"),
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    said = calling.answer(told)

    table = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` ", PAGE, re.MULTILINE))
    spoken = {"True": "yes", "False": "no"}
    settings = ["PORT", "READERS", "WRITERS", "MAX_REQUEST_MB", "NIGHTLY", "KEEP_PAGES", "DEBUG",
                "OBJECTS_PER_PAGE", "EMAIL_BACKEND", "SERVE_MEDIA", "WAGTAIL_SITE_NAME"]  # fmt: skip
    values = [spoken.get(str(said[name]), str(said[name])) for name in settings]
    names = [*settings[:-1], "MUSEUM_NAME"]
    assert values == [table[name] for name in names]
    home = tmp_path / "village-museum"
    assert (said["DATA_DIR"], said["MEDIA_ROOT"]) == (str(home), str(home / "media"))
    assert said["DATABASES"]["default"]["NAME"] == str(home / "museum.sqlite3")
    assert table["DATA_DIR"] == "~/village-museum"
    assert table["DATABASE_URL"] == "sqlite:///DATA_DIR/museum.sqlite3"


def test_the_changelog_begins_with_this_version_and_what_comes_after_it():
    versions = re.findall(r"^## (\S+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    released = [version for version in versions if version != "Next"]
    assert released[0] == __version__
    assert "Next" not in versions[1:]


def test_the_version_stands_in_one_place():
    said = [path for path in [ROOT / "pyproject.toml", *ROOT.glob("museum/**/*.py")]
            if f'"{__version__}"' in path.read_text()]  # fmt: skip

    assert said == [ROOT / "museum" / "__init__.py"]


def test_every_command_of_the_night_stands_on_the_page():
    from museum.upkeep import nightly

    for name in (*nightly.COMMANDS, *(words[0] for words in nightly.BACKUPS)):
        assert f"\nmuseum {name}\n" in PAGE
