"""Two web machines on one PostgreSQL and one bucket behind nginx; a standby that takes over."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from tests import calling
from tests.pictures import in_a_bucket
from tests.pictures.test_bucket import Bucket, size_of
from tests.seeding import ROOT
from tests.upkeep import clusters, furnished
from tests.upkeep.running import Running, Visitor, free_port

NETWORK = f"10.77.{os.getpid() % 250}"
KEYS = {"SECRET_KEY": "a long random text of this test", "MUSEUM_KEYS": "another long random text of it",
        "ALLOWED_HOSTS": "*", "BEHIND_PROXY": "yes"}  # fmt: skip
WITHOUT = "" if clusters.programs() else "needs PostgreSQL's own programs"
pytestmark = [
    pytest.mark.processes,
    pytest.mark.long,
    pytest.mark.computers,
    pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT or "it can be run here"),
]


def of_the_network(*command: str) -> bool:
    """Say something to the kernel's network; return whether it was done."""
    if shutil.which("ip") is None:
        return False
    return subprocess.run(["ip", *command], capture_output=True).returncode == 0


class Machine(Running):
    """A computer of its own on the network: what runs there has its own address and loopback."""

    def __init__(self, number: int, folder: Path, **environment):
        super().__init__(folder, **environment)
        self.name, self.host, self.port = (
            f"museum{os.getpid()}-{number}",
            f"{NETWORK}.{number}",
            8000,
        )
        self.address = f"http://{self.host}:{self.port}"

    def where(self):
        return ["ip", "netns", "exec", self.name]

    def plug_in(self, bridge: str) -> None:
        mine, other = f"mu{self.name[-6:]}a", f"mu{self.name[-6:]}b"
        for said in (
            f"netns add {self.name}",
            f"link add {mine} type veth peer name {other}",
            f"link set {other} netns {self.name}",
            f"link set {mine} master {bridge} up",
            f"-n {self.name} addr add {self.host}/24 dev {other}",
            f"-n {self.name} link set {other} up",
            f"-n {self.name} link set lo up",
        ):
            assert of_the_network(*said.split()), said


@pytest.fixture
def place():
    """A folder that PostgreSQL's user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="museum-machines-"))
    yield clusters.owned(folder)
    shutil.rmtree(folder)


@pytest.fixture
def bridge():
    name = f"mub{os.getpid() % 100000}"
    if not of_the_network("link", "add", "name", name, "type", "bridge"):
        pytest.skip("may not make machines on this kernel's network")
    assert of_the_network("addr", "add", f"{NETWORK}.1/24", "dev", name)
    assert of_the_network("link", "set", name, "up")
    yield name
    of_the_network("link", "del", name)


@contextlib.contextmanager
def a_cluster(data: Path, address: str, *, trusting: str):
    port = free_port()
    clusters.begin(data, address, port, trusting=trusting)
    clusters.say("createdb", "-h", address, "-p", port, "-U", "museum", "museum")
    try:
        yield port
    finally:
        clusters.die(data)


@pytest.fixture
def machines(bridge, place):
    """Two museums' machines on one database and one bucket."""
    server = ThreadedMotoServer(ip_address=f"{NETWORK}.1", port=free_port(), verbose=False)
    server.start()
    bucket = Bucket(server)
    with a_cluster(place / "data", f"{NETWORK}.1", trusting=f"{NETWORK}.0/24") as port:
        url = f"postgres://museum:museum@{NETWORK}.1:{port}/museum"
        found = [
            Machine(number, place / f"machine-{number}", DATABASE_URL=url, LISTEN="0.0.0.0",
                    BASE_URL="http://museum.example", NIGHTLY="no", **KEYS, **bucket.environment)
            for number in (2, 3)
        ]  # fmt: skip
        for each in found:
            each.folder.mkdir(mode=0o700)
            each.plug_in(bridge)
        yield found
    for each in found:
        of_the_network("netns", "del", each.name)
    server.stop()


@contextlib.contextmanager
def in_front(machines, place: Path):
    """nginx as docs/several-machines.md has it."""
    port = free_port()
    page = (ROOT / "docs/several-machines.md").read_text()
    upstream = re.search(r"    upstream museum \{.*?\n    \}\n", page, re.DOTALL)[0]
    for each in machines:
        upstream = upstream.replace(
            f"10.77.0.{each.host.rpartition('.')[2]}:8000", f"{each.host}:8000"
        )
    settings = place / "nginx.conf"
    settings.write_text(
        f"pid {place}/nginx.pid;\nerror_log {place}/nginx.log;\nevents {{}}\nhttp {{\naccess_log off;\n"
        f"{upstream}\nserver {{ listen 127.0.0.1:{port};\n location / {{ proxy_pass http://museum; "
        f"proxy_set_header Host $http_host; }}\n}}\n}}\n"
    )
    process = subprocess.Popen(["nginx", "-c", str(settings), "-g", "daemon off;"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        time.sleep(1)
        yield Visitor(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(20)


def told(done):
    assert done.returncode == 0, done.stderr
    return calling.answer(done.stdout)


def shown(machine) -> set[str]:
    """Return which of the two objects a machine's list shows."""
    status, text = Visitor(machine.address).ask("/objects/")
    assert status == 200
    return {title for title in ("手摇纺车", "紫铜汤瓶") if title in text}


@pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx")
def test_what_one_machine_changes_the_other_shows_at_the_next_request(machines, place):
    first, second = machines
    with first.serving() as running, second.serving(), in_front(machines, place) as visitor:
        before = [shown(each) for each in machines]
        told(first.call(in_a_bucket.furnish))
        furnished_ = [shown(each) for each in machines]
        told(second.call(in_a_bucket.withdraw))
        withdrawn = [shown(each) for each in machines]
        pictures = {re.search(r'src="(/media/[^"]+)"', Visitor(each.address).ask("/objects/")[1])[1]
                    for each in machines}  # fmt: skip
        through = [visitor.ask("/objects/")[0] for _each in range(6)]
        visitor.sign_in("guanzhang")
        at_the_desk = {visitor.ask("/admin/objects/")[0] for _each in range(6)}, visitor.at
        seen = [size_of(each, path)[0] for each in machines for path in pictures]
        running.kill()
        running.wait()
        alone = {visitor.ask("/objects/")[0] for _each in range(6)}

    assert before == [set(), set()]
    assert furnished_ == [{"手摇纺车", "紫铜汤瓶"}] * 2
    assert withdrawn[0] == withdrawn[1]
    assert len(withdrawn[0]) == len(pictures) == 1
    assert {*through, *seen} == {200}
    assert at_the_desk == ({200}, "/admin/objects/")
    assert alone == {200}


def runbook(place: Path, first: int, second: int) -> list[str]:
    """Return the page's lines, with this test's folders and ports instead of machines."""
    page = (ROOT / "docs/several-machines.md").read_text()
    section = re.search(r"^## 2\. .*?(?=^## )", page, re.MULTILINE | re.DOTALL)[0]
    lines = [line for block in re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
             for line in block.splitlines()]  # fmt: skip
    here = f"127.0.0.1' -p {first} -U museum"
    return [
        line.replace("/var/lib/postgresql", str(place))
        .replace("psql -h 10.77.0.1", f"psql -h {here}".replace("'", ""))
        .replace("host=10.77.0.1", f"host=127.0.0.1 port={first}")
        .replace("listen_addresses = '10.77.0.4'", f"port = {second}")
        for line in lines
    ]


def test_a_standby_takes_over_by_the_page_s_lines_and_nothing_that_arrived_is_lost(place):
    with a_cluster(place / "first", "127.0.0.1", trusting="127.0.0.1/32") as first:
        second = free_port()
        lines = runbook(place, first, second)
        setting_up, following, promoting, verifying = lines[:5], lines[5], lines[6], lines[7:]
        with (place / "first/pg_hba.conf").open("a") as rules:
            rules.write("host replication follower 127.0.0.1/32 scram-sha-256\n")
        url = f"postgres://museum:museum@127.0.0.1:{first},127.0.0.1:{second}/museum"
        museum = Running(place / "museum", DATABASE_URL=url, NIGHTLY="no", **KEYS)
        museum.folder.mkdir(mode=0o700)
        try:
            for line in setting_up:
                clusters.say("sh", "-c", line)
            with museum.serving("--address", "http://museum.example"):
                told(museum.call(furnished.furnish))
                settled(following)
                head = told(museum.call(furnished.head))

                clusters.die(place / "first")
                clusters.say("sh", "-c", promoting)
                status, page = Visitor(museum.address).ask("/objects/")
                came_along = told(museum.call(furnished.head))
                number = told(museum.call(furnished.receive_one_more))
                verified = [museum.command(*line.split()[1:]) for line in verifying]
                after = Visitor(museum.address).ask("/admin/login/")[0]
        finally:
            clusters.die(place / "second")

    assert (status, "手摇纺车" in page, after) == (200, True, 200)
    assert came_along == head
    assert number == "CS00003"
    assert [each.returncode for each in verified] == [0, 0], verified


def settled(following: str) -> None:
    """Wait until the follower has everything."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        done = clusters.say("sh", "-c", following)
        behind = clusters.say("sh", "-c", following.replace(
            "SELECT state", "SELECT pg_current_wal_lsn() - replay_lsn"), fail=False)  # fmt: skip
        if done.stdout.strip() == "streaming" and behind.stdout.strip() == "0":
            return
        time.sleep(0.2)
    raise AssertionError("it does not follow")
