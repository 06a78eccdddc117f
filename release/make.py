"""One command makes a release: python release/make.py --to FOLDER

What comes of it is one archive with everything that a computer without the internet needs: the museum's
wheel, the wheels of all libraries that requirements.lock names, for every kind of computer, their hashes,
the installers (release/archive) and the guide. Where a wheel is missing anywhere, it is named, and no
archive is made.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARCHIVE = ROOT / "release" / "archive"
PYTHONS = ("3.11", "3.12", "3.13")  # Debian 12 and 13, Ubuntu 24.04; on Windows what one installs
# As pip names them; what an older Linux needs is good on a newer one.
LINUX = ("manylinux_2_17_{}", "manylinux2014_{}", "manylinux_2_27_{}", "manylinux_2_28_{}")
PLATFORMS = {
    "linux-x86_64": [each.format("x86_64") for each in LINUX],
    "linux-aarch64": [each.format("aarch64") for each in LINUX],
    "windows-amd64": ["win_amd64"],
}
# pip itself, which Debian's python3 does not bring: it runs from its own wheel.
INSTALLER = (
    "pip==26.3 --hash=sha256:f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
)
# The archive of one source is the same whoever makes it, and when.
MADE_AT = (2026, 1, 1, 0, 0, 0)


class Missing(Exception):
    """Wheels that the index does not offer."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--to", type=Path, default=Path("dist"))
    parser.add_argument("--only", nargs="*", choices=PLATFORMS, default=list(PLATFORMS))
    parser.add_argument("--pythons", nargs="*", default=list(PYTHONS))
    parser.add_argument("--source", type=Path, default=ROOT, help="Another source than this one.")
    options = parser.parse_args()
    try:
        made = make(options.to, options.only, options.pythons, options.source)
    except Missing as missing:
        sys.exit(f"No release was made. These wheels are missing:\n{missing}")
    sys.stdout.write(f"{made}\n{digest_of(made)}\n")


def make(to: Path, platforms: list[str], pythons: list[str], source: Path = ROOT) -> Path:
    """Make the archive in a folder, whole or not at all. Returns it."""
    with tempfile.TemporaryDirectory(prefix="museum-release-") as scratch:
        folder = Path(scratch) / "release"
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        fetch(source / "requirements.lock", wheels, platforms, pythons)
        wheel = build(source, wheels)
        version = wheel.name.split("-")[1]
        lock = (source / "requirements.lock").read_text()
        own = f"village-museum=={version} --hash=sha256:{digest_of(wheel)}\n"
        (folder / "requirements.lock").write_text(lock + own)
        about = {"version": version, "pythons": pythons, "platforms": platforms,
                 "name": f"{version}-{digest_of(wheel)[:8]}"}  # fmt: skip
        (folder / "release.json").write_text(json.dumps(about, indent=1) + "\n")
        add_installers(folder, version)
        for name in ("CHANGELOG.md", "LICENSE"):
            (folder / name).write_bytes((source / name).read_bytes())
        sums = "".join(f"{digest_of(path)}  {name}\n" for name, path in _files(folder))
        (folder / "SHA256SUMS").write_text(sums)
        to.mkdir(parents=True, exist_ok=True)
        made = to / f"village-museum-{version}.zip"
        _pack(folder, made)
    made.with_name(f"{made.name}.sha256").write_text(f"{digest_of(made)}  {made.name}\n")
    return made


def fetch(lock: Path, wheels: Path, platforms: list[str], pythons: list[str]) -> None:
    """Fetch every wheel for every kind of computer, held against its hash. Raises Missing with all
    that are not offered."""
    missing = []
    for platform in platforms:
        for python in pythons:
            asked = ["--python-version", python, "--implementation", "cp"]
            asked += [word for each in PLATFORMS[platform] for word in ("--platform", each)]
            if _download(["--require-hashes", "-r", str(lock)], asked, wheels):
                continue
            names = [each for each in blocks(lock.read_text()) if not _offered(each, asked, wheels)]
            missing += [f"  {each.split()[0]} for {platform}, Python {python}" for each in names]
    if not _offered(INSTALLER, [], wheels):
        missing.append(f"  {INSTALLER.split()[0]}")
    if missing:
        raise Missing("\n".join(missing))


def blocks(lock: str) -> list[str]:
    """Return each library of the lock with its hashes."""
    return [each.strip() for each in re.split(r"\n(?=\S)", lock.strip()) if each.strip()]


def _offered(block: str, asked: list[str], wheels: Path) -> bool:
    with tempfile.NamedTemporaryFile("w", suffix=".lock") as one:
        one.write(block + "\n")
        one.flush()
        return _download(["--require-hashes", "-r", one.name], asked, wheels)


def _download(what: list[str], asked: list[str], wheels: Path) -> bool:
    said = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:",
            *asked, "--dest", str(wheels), *what]  # fmt: skip
    return subprocess.run(said, capture_output=True).returncode == 0


def build(source: Path, wheels: Path) -> Path:
    said = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(wheels), str(source)]  # fmt: skip
    subprocess.run(said, check=True)
    (wheel,) = wheels.glob("village_museum-*.whl")
    return wheel


def add_installers(folder: Path, version: str) -> None:
    """Put what installs it beside the wheels. Windows reads its own line endings alone."""
    for path in sorted(ARCHIVE.rglob("*")):
        if path.is_dir() or "__pycache__" in path.parts:
            continue
        target = folder / path.relative_to(ARCHIVE)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8").replace("{version}", version)
        ending = "\r\n" if path.suffix == ".bat" else "\n"
        target.write_text(text, encoding="utf-8", newline=ending)


def _files(folder: Path) -> list[tuple[str, Path]]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return sorted((path.relative_to(folder).as_posix(), path) for path in found)


def _pack(folder: Path, target: Path) -> None:
    making = target.with_name(f".{target.name}.making")
    within = target.name.removesuffix(".zip")
    with zipfile.ZipFile(making, "w") as archive:
        for name, path in _files(folder):
            about = zipfile.ZipInfo(f"{within}/{name}", MADE_AT)
            # A wheel is compressed already.
            about.compress_type = (
                zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
            )
            about.external_attr = 0o644 << 16
            archive.writestr(about, path.read_bytes())
    making.replace(target)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main()
