"""A new version in the place of an old one, or the first one: whatever goes wrong, what ran before runs.

The old version serves until the new one lies whole beside it and a backup is made. From there on a marker
says that somebody has his hands on the database: whoever finds it (this installer said again, or the
service at its start after a power cut) goes back first. It is taken away in the moment in which the new
version is the one that counts.
"""

import os
import shutil
from pathlib import Path

import releases
import systemd_unit
import trying
from places import IS_WINDOWS, Places, museum
from refusing import Refused, say


def install(folder: Path, places: Places, options: list[str]) -> None:
    """Install the archive in a folder here, over whatever is there. Refuses in a sentence."""
    about = releases.about(folder)
    say(f"村史馆 {about['version']}：先看安装包是不是完整。")
    releases.check_whole(folder)
    releases.check_computer(about, places)
    recover(places)
    old = places.release()
    if releases.is_older(about, old):
        raise Refused(f"这台电脑上的版本更新，安装包里的是{about['version']}。什么都没有动。")
    if places.user:
        systemd_unit.add_user(places)
    _bring_installer(places)
    say("把程序装进去，不联网，要一两分钟。")
    new = releases.build(folder, places)
    if old and old.resolve() == new.resolve():
        systemd_unit.lay_down(places)
        systemd_unit.start(places)
        say(f"已经是{about['version']}，没有要换的。")
    elif (places.data / "museum.env").exists():
        upgrade(places, old, new)
    else:
        begin(places, new, options)
    say(f"装好了：村史馆 {about['version']}。")


def _bring_installer(places: Places) -> None:
    """Keep what goes back where the service finds it, root's own and readable by the museum's user."""
    places.code.mkdir(parents=True, exist_ok=True)
    here = Path(__file__).resolve().parent
    if here != places.installer:
        making = places.code / ".installer.making"
        shutil.rmtree(making, ignore_errors=True)
        shutil.copytree(here, making, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.rmtree(places.installer, ignore_errors=True)
        making.rename(places.installer)


def begin(places: Places, new: Path, options: list[str]) -> None:
    """Found a museum: the first start makes its folder, its secrets and its database."""
    say("第一次启动，建一个新的村史馆。")
    trying.try_out(places, new, *options, is_first=True)
    places.point_to(new)
    systemd_unit.lay_down(places)
    systemd_unit.start(places)
    _check_served(places)
    if not IS_WINDOWS:
        said = places.command or museum(new)
        say(f"还要建第一个馆长的账号，请输入：{said} create_curator")


def upgrade(places: Places, old: Path | None, new: Path) -> None:
    """Let the new release take the old one's place."""
    is_backed_up = _back_up(places, old)
    if old:
        places.point_to(old)
    systemd_unit.lay_down(places)
    systemd_unit.stop(places)
    try:
        _check_quiet(places)
        say("留一份数据库的副本，换新版本。村史馆停几分钟。")
        _part(places, "keep")
        _mark(places, old)
        trying.try_out(places, new)
        places.point_to(new)
        _unmark(places)
        systemd_unit.start(places)
        _check_served(places)
    except BaseException as error:
        _go_back(places, old, error)
    if is_backed_up:  # the copy names people, and one of them may ask to be forgotten
        shutil.rmtree(places.before, ignore_errors=True)
    else:
        say(
            f"换版本之前的数据库留在{places.before}，里面有人名和电话；新版本用着没事了，就把它删掉。"
        )
    releases.clear(places, new, old)


def _go_back(places: Places, old: Path | None, error: BaseException) -> None:
    """Make everything what it was, and say why."""
    if places.before.exists() and places.release() != old and not places.marker.exists():
        systemd_unit.stop(places)
        _mark(places, old)  # the new one counted already, and does not serve
    recover(places)
    if old:
        systemd_unit.start(places)
    why = str(error) if isinstance(error, Refused) else f"装到一半停下了（{error!r}）。"
    after = "旧版本还在用，东西一样没少。" if old else "数据库跟原来一样。"
    raise Refused(f"没有换成新版本，{after}原因：{why}") from error


def recover(places: Places) -> None:
    """Go back where somebody was stopped half way, by a power cut too. Does nothing where nobody was."""
    if not places.marker.exists():
        return
    old = places.marker.read_text("utf-8").strip()
    _part(places, "put-back")
    if old:
        places.point_to(Path(old))
    _unmark(places)


def _back_up(places: Places, old: Path | None) -> bool:
    """Make a whole backup where this museum makes any, with the version that runs."""
    if not old or not places.settings().get("BACKUP_TO"):
        say("museum.env里没有写备份放在哪里（BACKUP_TO），这次只留数据库的副本。")
        return False
    say("先做一份整馆备份，村史馆照常开着。")
    done = places.run(museum(old), "backup")
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["它什么也没说"]
        raise Refused(f"备份没有做成，所以没有换版本：{lines[-1].removeprefix('CommandError: ')}")
    return True


def _part(places: Places, word: str) -> None:
    done = places.own(word)
    if done.returncode:
        raise Refused((done.stderr or done.stdout).strip().splitlines()[-1])


def _mark(places: Places, old: Path | None) -> None:
    making = places.marker.with_name(f".{places.marker.name}.making")
    with making.open("w", encoding="utf-8") as file:
        file.write(str(old or ""))
        file.flush()
        os.fsync(file.fileno())
    making.replace(places.marker)


def _unmark(places: Places) -> None:
    places.marker.unlink(missing_ok=True)


def _check_quiet(places: Places) -> None:
    """Refuse while somebody serves this museum by hand: two versions at one database is one too many."""
    port = int(places.settings().get("PORT") or 8000)
    if trying.is_open(port):
        raise Refused(f"还有程序开着{port}端口。先把正在运行的村史馆关掉，再装一次。")


def _check_served(places: Places) -> None:
    if systemd_unit.is_kept(places):
        trying.check_answers(int(places.settings().get("PORT") or 8000))
