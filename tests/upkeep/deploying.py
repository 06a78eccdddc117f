"""docs/deploying.md, walked: its lines as they stand, with other names, paths and ports alone."""

import contextlib
import os
import pty
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import time
import zipfile
from pathlib import Path

from tests.seeding import ROOT
from tests.upkeep.running import free_port

PAGE = (ROOT / "docs" / "deploying.md").read_text()
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
FILE = re.compile(r"^`(/[\w/.-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINES = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What the machine under test has no use for: its packages are .ci/run's affair, its services run
# here by their own files' lines.
OF_THE_MACHINE = ("apt-get ", "systemctl ", "journalctl ")


def step(number: int) -> str:
    """Return one numbered step of the page."""
    return re.search(rf"^## {number}\. .*?(?=^## )", PAGE, re.MULTILINE | re.DOTALL)[0]


class Walk:
    """A server of one's own to walk the page on: folders, ports and a user that is made for it."""

    def __init__(self, place: Path):
        self.place = place
        self.user = f"museum{os.getpid()}"
        self.port, self.plain, self.tls = free_port(), free_port(), free_port()
        self.address = f"https://museum.example:{self.tls}"
        for name in ("bin", "ssl", "nginx/sites-available", "nginx/sites-enabled", "systemd"):
            (place / name).mkdir(parents=True)
        skipped = (".venv", ".git", "var", "media", "dist", "build-venv", "__pycache__", "*_cache")
        shutil.copytree(ROOT, place / "source", ignore=shutil.ignore_patterns(*skipped))

    def own(self, text: str) -> str:
        """Put this server's names, paths and ports in place of the page's."""
        for old, new in (
            ("https://museum.example --name", f"{self.address} --port {self.port} --name"),
            ("/srv/museum", f"{self.place}/srv"),
            ("/usr/local/bin/museum", f"{self.place}/bin/museum"),
            ("/etc/systemd/system/", f"{self.place}/systemd/"),
            ("/etc/nginx/", f"{self.place}/nginx/"),
            ("/etc/ssl/museum", f"{self.place}/ssl"),
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.tls} ssl;"),
            ("127.0.0.1:8000", f"127.0.0.1:{self.port}"),
            ("-u museum ", f"-u {self.user} "),
            ("-o museum ", f"-o {self.user} "),
            ("nologin museum", f"nologin {self.user}"),
            ("User=museum", f"User={self.user}"),
            ("nginx -t", f"nginx -t -c {self.place}/nginx/nginx.conf"),
        ):
            text = text.replace(old, new)
        return text

    def lines(self, number: int) -> list[str]:
        """Return the lines of a step that are said in a terminal."""
        text = FILE.sub("", step(number))
        said = [line for block in LINES.findall(text) for line in block.splitlines()]
        return [self.own(line) for line in said if not line.startswith(OF_THE_MACHINE)]

    def write_files(self, number: int) -> list[Path]:
        written = []
        for name, text in FILE.findall(step(number)):
            path = Path(self.own(name))
            path.write_text(self.own(text))
            written.append(path)
        return written

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": f"{self.place}/bin:{PATH}"}

    def say(self, line: str) -> subprocess.CompletedProcess:
        """Say one line in an empty environment; fail with what it complained of."""
        done = subprocess.run(
            ["sh", "-c", line], cwd=self.place / "source", env=self.environment,
            capture_output=True, text=True, timeout=900,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        return done

    def converse(self, line: str, *, answers=(), until: str) -> str:
        """Say one line at a terminal, answer what it asks, end it with Ctrl+C after until."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.place / "source")
            os.execvpe("sh", ["sh", "-c", line], self.environment)
        heard, left, deadline = "", list(answers), time.monotonic() + 300
        while time.monotonic() < deadline:
            if not select.select([terminal], [], [], 1)[0]:
                continue
            try:
                part = os.read(terminal, 4096)
            except OSError:
                break
            heard += part.decode(errors="replace")
            if left and re.search(left[0][0], heard):
                os.write(terminal, (left.pop(0)[1] + "\n").encode())
            elif until and until in heard:
                os.write(terminal, b"\x03")
                until = ""
        os.close(terminal)
        os.waitpid(pid, 0)
        return heard

    @contextlib.contextmanager
    def service(self):
        """What systemd would do with the service file: its line, as its user, knowing nothing."""
        told = dict(
            line.split("=", 1)
            for line in (self.place / "systemd/museum.service").read_text().splitlines()
            if "=" in line
        )
        with (self.place / "service.log").open("a") as log:
            process = subprocess.Popen(
                shlex.split(told["ExecStart"]), cwd="/", env={"PATH": PATH}, user=told["User"],
                group=told["User"], extra_groups=[], umask=int(told["UMask"], 8),
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
            try:
                self.wait_for(self.port)
                yield
            finally:
                process.send_signal(getattr(signal, told["KillSignal"]))
                try:
                    process.wait(60)
                except subprocess.TimeoutExpired:  # as systemd does, after its own patience
                    process.kill()
                    process.wait(60)

    @contextlib.contextmanager
    def nginx(self):
        """nginx with the page's own file and nothing else but what Debian's nginx.conf has."""
        process = subprocess.Popen(
            ["nginx", "-c", f"{self.place}/nginx/nginx.conf", "-g", "daemon off;"],
            env={"PATH": PATH}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            self.wait_for(self.tls)
            yield
        finally:
            process.terminate()
            process.wait(20)

    def debian_nginx(self) -> None:
        """Write the frame that Debian's package brings, and a certificate of our own making."""
        (self.place / "nginx/nginx.conf").write_text(
            f"pid {self.place}/nginx.pid;\nerror_log {self.place}/nginx.log;\nevents {{}}\nhttp {{\n"
            f"access_log off;\ninclude /etc/nginx/mime.types;\n"
            f"include {self.place}/nginx/sites-enabled/*;\n}}\n"
        )
        self.say(
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=museum.example "
            f"-keyout {self.place}/ssl/privkey.pem -out {self.place}/ssl/fullchain.pem"
        )

    def wait_for(self, port: int) -> None:
        until = time.monotonic() + 240
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            time.sleep(0.2)
        raise AssertionError((self.place / "service.log").read_text())

    def in_the_wheel(self) -> set[str]:
        (wheel,) = (self.place / "source/dist").glob("*.whl")
        with zipfile.ZipFile(wheel) as file:
            return {name for name in file.namelist() if ".dist-info/" not in name}

    def in_the_source(self) -> set[str]:
        """Return the files that an installed museum needs, as they are named in the wheel."""
        found = set()
        for folder in ("museum", "exhibits", "templates"):
            for path in (self.place / "source" / folder).rglob("*"):
                if path.is_file():
                    name = path.relative_to(self.place / "source").as_posix()
                    found.add(name.replace("templates/", "museum/templates/", 1)
                              if folder == "templates" else name)  # fmt: skip
        return found
