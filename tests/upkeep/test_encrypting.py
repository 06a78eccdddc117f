"""A backup that a passphrase opens: nothing of the museum can be read on the stick, and it comes back."""

import io
import shutil
import subprocess

import pyrage
import pytest

from museum.upkeep.backups import bags, encrypting, reading
from tests.upkeep import furnished
from tests.upkeep.empty_computers import differing, newest

WORDS = "三棵石榴树和一口井，井里有月亮"


@pytest.fixture(scope="module")
def lock():
    return encrypting.Lock(WORDS)


def locked_bag(place, lock, files):
    writer = bags.Writer(bags.Folder(place), lock)
    for name, pieces in files.items():
        writer.add(name, pieces)
    writer.close({})
    return writer


def test_a_bag_is_read_back_by_its_passphrase_alone_and_checked_by_anybody(tmp_path, lock):
    large = [bytes([at % 251]) * 70_001 for at in range(40)]
    writer = locked_bag(tmp_path, lock, {"one.txt": [b"one"], "large": large, "empty": []})

    checked = subprocess.run(["sha256sum", "-c", "--quiet", "manifest-sha256.txt"], cwd=tmp_path)  # fmt: skip
    with reading.opened(tmp_path) as bag:
        faults = reading.faults(bag)
        found = encrypting.unlocked(bag, WORDS)
        read = {name: found.open(f"data/{name}").read() for name in ("one.txt", "large", "empty")}
        of_the_inside = reading._is(found, "data/large", found.sums())
        with pytest.raises(encrypting.WrongPassphrase):
            encrypting.unlocked(bag, WORDS[:-1])
    assert checked.returncode == 0
    assert not faults
    assert read == {"one.txt": b"one", "large": b"".join(large), "empty": b""}
    assert of_the_inside
    assert writer.has("large")
    assert b"one" not in (tmp_path / "data/one.txt.age").read_bytes()


def test_age_s_own_format_is_kept_to(tmp_path, lock):
    locked_bag(tmp_path, lock, {"one.txt": [b"one"]})

    key = pyrage.passphrase.decrypt((tmp_path / "key.age").read_bytes(), WORDS).decode()
    content = (tmp_path / "data/one.txt.age").read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(key)]) == b"one"


def test_what_a_disk_or_a_source_complains_of_is_passed_on_as_it_was(lock):
    def broken():
        yield b"x"
        raise OSError(5, "the source", "original.jpg")

    class Full(io.BytesIO):
        def write(self, piece):
            raise OSError(28, "the target", "stick")

    for pieces, target, number in ((broken(), io.BytesIO(), 5), ([b"x" * 10**6], Full(), 28)):
        with pytest.raises(OSError, match=r"the (source|target)") as error:
            lock.write(pieces, target)
        assert error.value.errno == number


def test_a_file_that_was_changed_is_no_file(tmp_path, lock):
    locked_bag(tmp_path, lock, {"one.txt": [b"one" * 1000]})
    path = tmp_path / "data/one.txt.age"
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)

    with reading.opened(tmp_path) as bag, pytest.raises(OSError):  # noqa: PT011 (any, to be told as a fault)
        encrypting.unlocked(bag, WORDS).open("data/one.txt")


@pytest.fixture
def words(tmp_path):
    (tmp_path / "words").write_text(f"{WORDS}\n")
    return str(tmp_path / "words")


@pytest.fixture
def museum(own_database):
    own_database.run(furnished.furnish)
    return own_database


@pytest.mark.long
@pytest.mark.processes
def test_a_locked_backup_in_parts_comes_back_and_who_was_erased_stays_erased(
    museum, stick, computers, words, tmp_path
):  # fmt: skip
    made = museum.run(furnished.backup_locked, str(stick), words, one_file=True, part_size=60_000)
    (tmp_path / "guess").write_text("石榴")
    computer, first = computers(), newest(stick) / "museum.zip.001"
    content = b"".join(path.read_bytes() for path in newest(stick).iterdir())
    rows = museum.run(furnished.remember)
    museum.run(furnished.take_away, str(stick))

    asked = computer.restore(first)
    wrong = computer.restore(first, "--passphrase-file", str(tmp_path / "guess"))
    untouched = not computer.home.exists()
    done = computer.restore(first, "--passphrase-file", words)

    guide = (newest(stick) / "怎么恢复.html").read_text()
    after = computer.call(furnished.remember)
    assert made == ""
    assert "王桂兰".encode() not in content
    assert b"for-what-lasts" not in content
    assert "age -d" in guide
    assert (asked.returncode, wrong.returncode, untouched) == (1, 1, True)
    assert "口令" in asked.stderr
    assert "口令不对" in wrong.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    assert "补做了2件" in done.stdout
    assert "这份备份是上了锁的" in done.stdout
    assert "BACKUP_PASSPHRASE_FILE" not in (computer.home / "museum.env").read_text()
    assert "王桂兰" not in "".join(after["people_person"])
    assert set(differing(rows, after)) >= {"people_person"}


@pytest.mark.long
@pytest.mark.processes
def test_the_month_s_try_opens_a_locked_backup_and_a_short_passphrase_makes_none(
    museum, stick, words, tmp_path
):  # fmt: skip
    (tmp_path / "short").write_text("石榴\n")

    refused = [museum.run(furnished.backup_locked, str(stick), str(tmp_path / name))
               for name in ("short", "nowhere")]  # fmt: skip
    none_was_made = not list(stick.glob("museum-*"))
    museum.run(furnished.backup_locked, str(stick), words)
    tried = museum.run(furnished.rehearse_locked, str(stick), words)

    assert all("口令" in sentence for sentence in refused)
    assert none_was_made
    assert tried == {"error": "", "fault": "", "tried": True, "left": False}
    shutil.rmtree(newest(stick))
