import os
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from museum.public_address import is_public
from museum.upkeep import addresses, founding, museum_env


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in founding.SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "our museum"))
    return tmp_path / "our museum"


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_a_folder_that_is_the_museum_s_alone(home):
    founding.found([])

    said = museum_env.read(home)
    assert (mode(home), mode(home / "museum.env")) == (0o700, 0o600)
    assert len(said["SECRET_KEY"]) == len(said["MUSEUM_KEYS"]) == 67  # 50 bytes that nobody guesses
    assert said["SECRET_KEY"] != said["MUSEUM_KEYS"]
    assert said["BASE_URL"] == "http://localhost:8000"
    assert "BEHIND_PROXY" not in said


def test_what_others_could_read_is_shut_at_the_next_start(home):
    founding.found([])
    home.chmod(0o755)
    (home / "museum.env").chmod(0o644)

    founding.found([])

    assert (mode(home), mode(home / "museum.env")) == (0o700, 0o600)


def test_the_next_start_changes_neither_secrets_nor_anything_else(home):
    founding.found(["--name", "石榴湾村史馆", "--address", "https://museum.example"])
    before = (home / "museum.env").read_text()

    founding.found([])

    assert (home / "museum.env").read_text() == before


def test_a_public_address_is_listened_for_behind_a_proxy_alone(home):
    founding.found(["--address", "https://museum.example/"])

    said = museum_env.read(home)
    assert said["BASE_URL"] == "https://museum.example"
    assert said["ALLOWED_HOSTS"].split(",")[0] == "museum.example"
    assert (said["BEHIND_PROXY"], said["LISTEN"]) == ("yes", "127.0.0.1")


def test_another_address_said_later_is_written_down_and_remarks_stay(home):
    founding.found([])
    file = home / "museum.env"
    file.write_text("# our museum\nTELEPHONE=none\n" + file.read_text())

    founding.found(["--address", "https://museum.example", "--port", "8123"])

    said = museum_env.read(home)
    assert file.read_text().startswith("# our museum\nTELEPHONE=none\n")
    assert (said["BASE_URL"], said["PORT"]) == ("https://museum.example", "8123")
    assert "museum.example" in said["ALLOWED_HOSTS"]


def test_what_the_environment_says_at_the_first_start_is_written_down(home, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://museum:secret@127.0.0.1/village")
    monkeypatch.setenv("BASE_URL", "https://museum.example")

    founding.found([])

    said = museum_env.read(home)
    assert said["DATABASE_URL"] == "postgres://museum:secret@127.0.0.1/village"
    assert (said["BASE_URL"], said["BEHIND_PROXY"]) == ("https://museum.example", "yes")


def test_another_database_that_the_server_is_given_is_every_command_s_database(home, monkeypatch):
    founding.found([])

    monkeypatch.setenv("DATABASE_URL", "postgres://127.0.0.1/village")
    founding.found([])

    assert museum_env.read(home)["DATABASE_URL"] == "postgres://127.0.0.1/village"


def test_another_port_changes_the_address_that_nobody_gave_and_no_other(home):
    founding.found([])
    founding.found(["--port", "9000"])
    own = museum_env.read(home)["BASE_URL"]

    founding.found(["--address", "http://192.168.1.20:9000"])
    founding.found(["--port", "9001"])

    assert own == "http://localhost:9000"
    assert museum_env.read(home)["BASE_URL"] == "http://192.168.1.20:9000"


def test_a_museum_that_leaves_the_internet_believes_no_proxy_any_more(home):
    founding.found(["--address", "https://museum.example"])
    founding.found(["--address", "http://museum.local:8000"])

    said = museum_env.read(home)
    assert (said["BEHIND_PROXY"], said["LISTEN"]) == ("no", "")


@pytest.mark.parametrize("address", [
    "museum.example", "ftp://museum.example", "https://a.b/c", "https://m:99999", "https://m:0",
    "https://m:x", "https://", "https://m y", "https://a..b", "https://m/?x=1", "https://m#x",
    "https://[::1", "https://" + "村" * 80 + ".cn",
])  # fmt: skip
def test_half_an_address_is_refused_and_nothing_is_written(home, address):
    with pytest.raises(ImproperlyConfigured, match="完整的网址") as refusal:
        founding.found(["--address", address])

    assert "\n" not in str(refusal.value)
    assert not home.exists()


@pytest.mark.parametrize("address", ["https://user:pw@m", "https://pw@m", "https://u:pw@m:99999"])
def test_a_password_in_an_address_is_refused_and_not_repeated(home, address):
    with pytest.raises(ImproperlyConfigured, match="用户名和密码") as refusal:
        founding.found(["--address", address])

    assert "pw" not in str(refusal.value)
    assert not home.exists()


@pytest.mark.parametrize("port", ["70000", "65536", "0", "-1", "x", "80 80", "1e3", "٣", "9" * 30])
def test_what_is_no_port_is_refused_and_nothing_is_written(home, port, monkeypatch):
    with pytest.raises(ImproperlyConfigured, match="不是端口号"):
        founding.found(["--port", port])
    monkeypatch.setenv("PORT", port)
    with pytest.raises(ImproperlyConfigured, match="不是端口号"):
        founding.found([])

    assert not home.exists()


@pytest.mark.parametrize(("said", "port"), [
    (["--address", "http://127.0.0.1:8392"], "8392"), (["--address", "http://cunshiguan.local:8080"], "8080"),
    (["--address", "http://127.0.0.1:8392", "--port", "8123"], "8123"),
    (["--address", "https://museum.example:8443"], None), (["--address", "http://127.0.0.1"], None), ([], None),
])  # fmt: skip
def test_a_port_named_in_the_house_s_own_address_is_the_one_to_listen_on(home, said, port):
    founding.found(said)

    assert museum_env.read(home).get("PORT") == port
    assert museum_env.read(home)["BASE_URL"]


def test_a_port_refused_later_leaves_what_stood_there(home):
    founding.found(["--port", "8123"])
    before = (home / "museum.env").read_text()

    for wrong in (["--port", "70000"], ["--address", "https://u:p@m"]):
        with pytest.raises(ImproperlyConfigured):
            founding.found(wrong)

    assert (home / "museum.env").read_text() == before


def test_a_chinese_address_is_written_down_as_browsers_send_it(home):
    founding.found(["--address", "http://回民村。中国:80"])

    said = museum_env.read(home)
    assert said["BASE_URL"] == "http://" + "回民村.中国".encode("idna").decode()
    assert said["BASE_URL"].isascii()
    assert said["ALLOWED_HOSTS"].split(",")[0] == said["BASE_URL"].removeprefix("http://")
    assert said["BEHIND_PROXY"] == "yes"


def test_a_chinese_address_that_an_older_version_wrote_is_mended(home):
    founding.found(["--address", "https://museum.example"])
    museum_env.write(home, {"BASE_URL": "https://回民村.中国", "ALLOWED_HOSTS": "回民村.中国"})

    founding.found([])

    said = museum_env.read(home)
    host = "回民村.中国".encode("idna").decode()
    assert (said["BASE_URL"], said["ALLOWED_HOSTS"].split(",")[0]) == (f"https://{host}", host)


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("https://museum.example:443", "https://museum.example"),
        ("HTTPS://Museum.Example./", "https://museum.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://１９２.168.1.20:8000", "http://192.168.1.20:8000"),
    ],
)
def test_an_address_is_written_down_in_one_form(home, told, written):
    founding.found(["--address", told])

    assert museum_env.read(home)["BASE_URL"] == written


def test_a_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "museum"))

    with pytest.raises(ImproperlyConfigured, match="建不了"):
        founding.found([])


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://museum.example", True),
        ("http://8.8.8.8:8000", True),
        ("http://localhost:8000", False),
        ("http://192.168.1.20:8000", False),
        ("http://[::1]:8000", False),
        ("http://museum.local", False),
        ("http://museum.lan:8000", False),
        ("http://museum.home.arpa", False),
        ("http://10.0.0.1", False),
        ("http://169.254.1.1", False),
        ("http://[fe80::1]", False),
        ("http://[2400:3200::1]", True),
        ("http://", False),
        ("http://museum", False),
    ],
)
def test_what_is_public_is_told_from_what_is_in_the_house(address, public):
    assert is_public(address) is public


def test_whoever_sits_there_is_asked_for_name_and_address(home, monkeypatch):
    answers = iter(["石榴湾村史馆", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: next(answers))

    founding.found([])

    said = museum_env.read(home)
    assert (said["MUSEUM_NAME"], said["BASE_URL"]) == ("石榴湾村史馆", "http://localhost:8000")


def test_what_was_said_already_nobody_is_asked_for(home, monkeypatch):
    def never(question):
        raise AssertionError(question)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", never)
    monkeypatch.setenv("BASE_URL", "http://museum.local:8000")

    founding.found(["--name", "石榴湾村史馆"])
    founding.found([])

    said = museum_env.read(home)
    assert (said["MUSEUM_NAME"], said["BASE_URL"]) == ("石榴湾村史馆", "http://museum.local:8000")


@pytest.mark.parametrize(
    ("network", "hosts"),
    [
        ("192.168.1.20", ["village-pc", "village-pc.local", "192.168.1.20"]),
        ("8.8.8.8", ["village-pc", "village-pc.local"]),
        (None, ["village-pc", "village-pc.local"]),
    ],
)
def test_in_its_own_house_a_computer_has_these_names(monkeypatch, network, hosts):
    class Asked:
        def __enter__(self):
            return self

        def __exit__(self, *said):
            return False

        def connect(self, address):
            if network is None:
                raise OSError("no network")

        def getsockname(self):
            return network, 9

    monkeypatch.setattr("socket.gethostname", lambda: "Village-PC")
    monkeypatch.setattr("socket.socket", lambda *said: Asked())

    assert addresses.own_hosts() == hosts


def test_a_computer_s_own_name_is_of_the_house_even_with_a_dot(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "PC.village.example")

    assert not is_public("http://pc.village.example:8000")
    assert is_public("http://other.village.example:8000")


@pytest.mark.parametrize("address", ["https://museum.example", "http://museum.local"])
def test_where_it_was_told_to_listen_it_listens(home, address):
    founding.found(["--address", address, "--listen", "10.0.0.5"])

    assert museum_env.read(home)["LISTEN"] == "10.0.0.5"


@pytest.mark.parametrize(("told", "written"), [("1", "1"), ("65535", "65535"), ("０80", "80")])
def test_the_first_and_the_last_port_are_ports(home, told, written):
    founding.found(["--port", told])

    assert museum_env.read(home)["PORT"] == written


def test_what_is_the_same_is_not_written_again(home):
    founding.found(["--port", "8123"])
    before = (home / "museum.env").stat().st_ino

    founding.found(["--port", "8123"])
    same = (home / "museum.env").stat().st_ino
    founding.found(["--port", "8124"])

    assert same == before
    assert (home / "museum.env").stat().st_ino != before


def test_a_value_may_be_quoted_and_the_environment_wins(home, monkeypatch):
    home.mkdir()
    (home / "museum.env").write_text("A_NAME='石榴湾'\n# A_NAME=no\nANOTHER = two\nbroken line\n")
    monkeypatch.setenv("ANOTHER", "said")
    monkeypatch.delenv("A_NAME", raising=False)

    museum_env.load(home)

    assert (os.environ["A_NAME"], os.environ["ANOTHER"]) == ("石榴湾", "said")
    monkeypatch.delenv("A_NAME")
