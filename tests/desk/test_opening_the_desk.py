"""`plenipo serve` and `plenipo doctor` as an operator meets them: what is wrong is said, with what to do."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

import deskkit
from plenipo.errors import CertificateUnfit
from plenipo_node.web import readiness
from plenipo_node.web.config import Config

PLENIPO = Path(sys.executable).with_name("plenipo")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "demo"
    shutil.copytree(deskkit.story(), place)
    place.chmod(0o700)
    (place / "desk.sqlite").chmod(0o600)
    return place


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def settings(folder: Path, port: int, **more: str) -> None:
    told = {"address": f"http://localhost:{port}", "listen": f"127.0.0.1:{port}"} | more
    (folder / "desk.toml").write_text("".join(f'{name} = "{value}"\n' for name, value in told.items()))


def plenipo(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PLENIPO, *arguments], capture_output=True, text=True, check=False, timeout=120)


@contextmanager
def served(folder: Path, *options: str, quiet: bool = True) -> Iterator[None]:
    """A desk that is open, and ended as a service is; unless its log is asked for it says nothing."""
    told, faults = folder.with_name("stdout"), folder.with_name("stderr")
    with told.open("w") as out, faults.open("w") as err:
        command = [str(PLENIPO), "serve", str(folder), "--demo", *options]
        server = subprocess.Popen(command, stdout=out, stderr=err)
        try:
            while "The desk is open" not in told.read_text():
                assert server.poll() is None, faults.read_text()
                time.sleep(0.05)
            yield
        finally:
            server.terminate()
            server.wait(30)
    assert not quiet or faults.read_text() == ""


def certificate(place: Path, host: str = "localhost", days: int = 30) -> tuple[Path, Path]:
    chain, key = place / f"{host}.pem", place / f"{host}.key"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    told = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-days", str(days)]
    subprocess.run([*made, *told, "-keyout", key, "-out", chain], capture_output=True, check=True)
    return chain, key


def test_over_tls_cookies_are_the_hosts_alone_and_browsers_are_told_to_stay_with_it(
    folder: Path, port: int, tmp_path: Path
) -> None:
    chain, key = certificate(tmp_path)
    settings(folder, port, address=f"https://localhost:{port}", certificate=str(chain), private_key=str(key))
    trusting = ssl.create_default_context(cafile=str(chain))
    with served(folder):
        door = http.client.HTTPSConnection("localhost", port, context=trusting, timeout=30)
        door.request("GET", "/sign-in")
        answer = door.getresponse()
        page = answer.read().decode()
        assert answer.status == 200
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        cookies = answer.headers.get_all("Set-Cookie") or []
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found
        words = {"csrfmiddlewaretoken": found[1], "person": "FR/delegate", "light": "dark", "language": "fr"}
        sent = {
            "Cookie": "; ".join(each.partition(";")[0] for each in cookies),
            "Origin": f"https://localhost:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        for path in ("/settings", "/accounts/switch"):
            door.request("POST", path, urlencode(words), sent)
            answer = door.getresponse()
            answer.read()
            assert answer.status == 302
            cookies += answer.headers.get_all("Set-Cookie") or []
        door.close()
    assert len({each.partition("=")[0] for each in cookies}) == 4
    for each in cookies:
        assert each.startswith("__Host-"), each
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(each.split("; ")), each
        assert "Domain" not in each


def test_of_several_headers_from_a_proxy_the_last_counts(folder: Path, port: int) -> None:
    """As servers join them: a proxy writes its own behind what it was sent."""
    settings(folder, port)
    with (folder / "desk.toml").open("a") as told:
        told.write('proxies = ["127.0.0.1"]\n')
    with served(folder):
        door = http.client.HTTPConnection("localhost", port, timeout=30)
        door.request("GET", "/sign-in")
        answer = door.getresponse()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
        assert found
        door.putrequest("POST", "/sign-in/options")
        for value in ("203.0.113.5", "203.0.113.6, 198.51.100.9"):
            door.putheader("X-Forwarded-For", value)
        door.putheader("Cookie", str(answer.headers["Set-Cookie"]).partition(";")[0])
        door.putheader("X-CSRFToken", found[1])
        door.putheader("Content-Length", "0")
        door.endheaders()
        assert door.getresponse().status == 200
        door.close()
    with sqlite3.connect(folder / "desk.sqlite") as tables:
        assert tables.execute("SELECT bucket FROM accounts_attempt").fetchall() == [
            ("question 198.51.100.9",)
        ]


def test_the_doctor_asks_for_the_proxy_that_ends_https_before_the_desk(folder: Path, port: int) -> None:
    settings(folder, port, address="https://desk.example")
    done = plenipo("doctor", folder)
    assert done.returncode == 3
    assert re.search(r"WRONG +proxy +all who sign in count as one address", done.stdout)
    assert re.search(r"→ Name the proxy before this server as `proxies` in \S+desk.toml", done.stdout)
    with (folder / "desk.toml").open("a") as told:
        told.write('proxies = ["127.0.0.1"]\n')
    done = plenipo("doctor", folder)
    assert done.returncode == 0
    assert re.search(r"ok +proxy +those at 127.0.0.1 are believed", done.stdout)


@pytest.mark.parametrize("level", ["info", "error"])
def test_the_log_holds_what_it_was_set_to(folder: Path, port: int, level: str) -> None:
    settings(folder, port, log=level)
    with served(folder, quiet=level == "error"):
        door = http.client.HTTPConnection("localhost", port, timeout=30)
        door.request("GET", "/register/157?q=Zwiebelkuchen")
        door.getresponse().read()
        door.request("Zwiebelkuchen", "/no/Zwiebelkuchen", headers={"User-Agent": "Zwiebelkuchen"})
        door.getresponse().read()
        door.close()
    said = (folder.with_name("stderr")).read_text()
    assert "Zwiebelkuchen" not in said
    lines = [line for line in said.splitlines() if "/sign-in" not in line]
    if level == "info":
        assert len(lines) == 2
        assert re.search(r" INFO plenipo_node.web.logs GET /register/<\S+> 302 in [0-9]+ ms$", lines[0])
        assert re.search(r" INFO plenipo_node.web.logs other / [0-9]{3} in [0-9]+ ms$", lines[1])


def test_the_desk_opens_on_another_port_and_ends_without_a_word(folder: Path, port: int) -> None:
    with served(folder, "--port", str(port)):
        door = http.client.HTTPConnection("localhost", port, timeout=30)
        door.request("GET", "/no-such")
        assert door.getresponse().status == 404
        door.close()
    assert (folder / "desk.sqlite").stat().st_mode & 0o077 == 0


def test_a_port_that_is_taken_is_told(folder: Path, port: int) -> None:
    settings(folder, port)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        done = plenipo("serve", folder, "--demo")
    assert done.returncode == 3
    assert f"cannot listen on 127.0.0.1:{port}: another program has it" in done.stderr
    assert "--port" in done.stderr


@pytest.mark.parametrize("fault", ["no-pem", "other-host", "expired", "other-key", "missing", "no-key"])
def test_a_certificate_that_no_browser_takes_is_told(
    folder: Path, port: int, tmp_path: Path, fault: str
) -> None:
    chain, key = certificate(tmp_path, *(("example.org",) if fault == "other-host" else ()))
    if fault == "expired":
        now = datetime.now(UTC) + timedelta(days=60)
        config = Config(address="https://localhost", certificate=str(chain), private_key=str(key))
        with pytest.raises(CertificateUnfit, match="valid from"):
            readiness.check_certificate(config, now)
        return
    if fault == "other-key":
        _, key = certificate(tmp_path, "other.example")
    if fault == "no-pem":
        chain.write_text("-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n")
    if fault == "missing":
        chain.unlink()
    if fault == "no-key":
        key.write_text("nothing")
    settings(folder, port, address=f"https://localhost:{port}", certificate=str(chain), private_key=str(key))
    done = plenipo("serve", folder, "--demo")
    assert done.returncode == 3
    assert "No browser would take the desk's certificate" in done.stderr
    assert "desk.toml" in done.stderr
    asked = plenipo("doctor", folder)
    assert asked.returncode == 3
    assert re.search(r"WRONG +certificate", asked.stdout)


@pytest.mark.parametrize(("days", "well"), [(30, True), (5, False)])
def test_the_doctor_tells_until_when_a_certificate_fits_and_asks_in_time_for_the_next(
    folder: Path, port: int, tmp_path: Path, days: int, *, well: bool
) -> None:
    chain, key = certificate(tmp_path, days=days)
    settings(folder, port, address=f"https://localhost:{port}", certificate=str(chain), private_key=str(key))
    done = plenipo("doctor", folder)
    assert done.returncode == (0 if well else 3)
    assert re.search(rf"{'ok' if well else 'WRONG'} +certificate +fits until 20[0-9]+-", done.stdout)
    assert ("Have it renewed" in done.stdout) != well


def test_tables_of_a_later_version_are_left_alone(folder: Path, port: int) -> None:
    settings(folder, port)
    with sqlite3.connect(folder / "desk.sqlite") as tables:
        told = (
            "INSERT INTO django_migrations (app, name, applied) VALUES ('drafts', '0099_later', '2030-01-01')"
        )
        tables.execute(told)
    before = (folder / "desk.sqlite").read_bytes()
    for done in (plenipo("serve", folder, "--demo"), plenipo("doctor", folder)):
        assert done.returncode == 3
        assert "changed by a later version of Plenipo (drafts 0099_later)" in done.stdout + done.stderr
    assert (folder / "desk.sqlite").read_bytes() == before


def test_damaged_tables_are_told(folder: Path, port: int) -> None:
    settings(folder, port)
    path = folder / "desk.sqlite"
    data = bytearray(path.read_bytes())
    data[4096:12288] = bytes(8192)
    path.write_bytes(data)
    for done in (plenipo("serve", folder, "--demo"), plenipo("doctor", folder)):
        assert done.returncode == 3
        assert "desk.sqlite is damaged" in done.stdout + done.stderr


def test_tables_of_an_earlier_version_are_brought_up_to_date(folder: Path, port: int) -> None:
    settings(folder, port)
    (folder / "desk.sqlite").unlink()
    with served(folder):
        assert (folder / "desk.sqlite").stat().st_mode & 0o077 == 0
    assert plenipo("doctor", folder).returncode == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("undoo = 3", "undoo"),
        ("undo = -1", "undo"),
        ('address = "http://example.org"', "https"),
        ("address = ", "desk.toml"),
        ('listen = "127.0.0.1:nine"', "listen"),
        ('zone = "Mars/Olympus"', "zone"),
        ('proxies = ["proxy.example"]', "proxies"),
        ('log = "debug"', "log"),
        ("demo = true", "demo"),
    ],
)
def test_a_setting_that_cannot_be_is_named(folder: Path, line: str, said: str) -> None:
    (folder / "desk.toml").write_text(f"{line}\n")
    for done in (plenipo("serve", folder), plenipo("doctor", folder)):
        assert done.returncode == 3
        told = done.stdout + done.stderr
        assert "of the desk cannot be" in told
        assert said in told
        assert "Correct it in desk.toml" in told


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_may_not_be_read_is_told(folder: Path) -> None:
    folder.chmod(0)
    try:
        done = plenipo("serve", folder, "--demo")
    finally:
        folder.chmod(0o700)
    assert done.returncode in {2, 3}
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("what", ["nothing", "file", "empty"])
def test_what_is_no_folder_of_a_dialogue_is_told(tmp_path: Path, what: str) -> None:
    place = tmp_path / "it"
    if what == "file":
        place.write_text("")
    if what == "empty":
        place.mkdir()
    done = plenipo("serve", place)
    assert done.returncode == 2
    assert "→" in done.stderr or "Name" in done.stderr or "`" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_finds_what_others_may_read_and_passkeys_that_stayed_behind(
    folder: Path, port: int
) -> None:
    settings(folder, port)
    with served(folder):
        pass
    assert plenipo("doctor", folder).returncode == 0
    (folder / "keys" / "desk-secret").chmod(0o644)
    (folder / "desk.sqlite").chmod(0o640)
    with sqlite3.connect(folder / "desk.sqlite") as tables:
        tables.execute(
            "INSERT INTO accounts_passkey (person, credential, attested, fingerprint, rp_id, origin, copies, "
            "transports, label, made) VALUES ('FR/envoy', 'x', x'00', 'SHA256:x', 'old.example', "
            "'https://old.example', 0, '[]', 'a', 0)"
        )
    done = plenipo("doctor", folder)
    assert done.returncode == 3
    for what in ("desk-secret", "desk.sqlite", "passkeys"):
        assert re.search(rf"WRONG +{re.escape(what)}", done.stdout), what
    assert "made for another host name: FR/envoy" in done.stdout
    assert "plenipo invite" in done.stdout
    assert re.search(r"chmod 600 \S+desk-secret", done.stdout)
