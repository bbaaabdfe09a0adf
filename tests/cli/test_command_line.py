"""The command line as a program: real processes, what it imports, how it ends."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_session import Session
from click.shell_completion import ShellComplete

from plenipo.acts import KINDS
from plenipo_cli import exits
from plenipo_cli.main import COMMANDS, plenipo

PROGRAM = [sys.executable, "-c", "from plenipo_cli.main import main; main()"]
SAYS = shlex.split("contact.report --party FR --counterpart RU --level senior --medium call --at -1h")


def plenipo_process(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in {"PLENIPO_DIR", "SSH_AUTH_SOCK"}}
    return subprocess.run(
        [*PROGRAM, *words], cwd=cwd, env=env | more, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("process")
    with pytest.MonkeyPatch.context() as patch:
        Session(folder, patch).found()
    return folder


def imported(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_imports_no_command_no_core_and_no_node() -> None:
    found = imported("from plenipo_cli.main import run; run(['--help'])")
    assert "plenipo_cli.main" in found
    heavy = ("plenipo.", "plenipo_node", "plenipo_cli.commands.", "cryptography", "msgspec", "nacl")
    assert [name for name in found if name.startswith(heavy)] == []


def test_an_export_is_verified_without_the_node(dialogue: Path) -> None:
    out, root = dialogue / "for-strangers", (dialogue / "FR/root").read_text().strip()
    assert plenipo_process("export", "FR", str(out), cwd=dialogue).returncode == exits.OK
    code = f"from plenipo_cli.main import run; assert run(['verify', {str(out)!r}, '--root', {root!r}]) == 0"
    found = imported(code)
    assert "plenipo_cli.offline.checking" in found
    assert [name for name in found if name.startswith(("plenipo_node", "sqlite3"))] == []


def test_the_line_that_help_shows_is_the_commands_own() -> None:
    context = plenipo.make_context("plenipo", ["--help"], resilient_parsing=True)
    for name, (_, line) in COMMANDS.items():
        command = plenipo.get_command(context, name)
        assert command is not None
        assert command.short_help == line


def test_every_command_answers_help_and_takes_json() -> None:
    context = plenipo.make_context("plenipo", ["--help"], resilient_parsing=True)

    def leaves(command: object, name: str) -> list[tuple[str, object]]:
        inner = getattr(command, "commands", None)
        if not inner:
            return [(name, command)]
        return [leaf for each in inner.values() for leaf in leaves(each, f"{name} {each.name}")]

    for name in COMMANDS:
        for path, command in leaves(plenipo.get_command(context, name), name):
            options = {option for parameter in command.params for option in parameter.opts}  # type: ignore[attr-defined]
            assert "--json" in options, path


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"dialogue.found"}))
def test_every_kind_of_act_has_help_that_explains_each_member(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, err = Session(tmp_path, monkeypatch).plenipo("act", kind, "--help")
    assert (status, err) == (0, "")
    assert (KINDS[kind].__doc__ or "").split()[0] in out
    assert "--key FILE" in out


def test_completion_offers_commands_kinds_and_options() -> None:
    complete = ShellComplete(plenipo, {}, "plenipo", "_PLENIPO_COMPLETE")
    assert "verify" in {item.value for item in complete.get_completions([], "ver")}
    assert "contact.plan" in {item.value for item in complete.get_completions(["act"], "contact.p")}
    assert "--medium" in {item.value for item in complete.get_completions(["act", "contact.plan"], "--me")}


def test_the_folder_comes_from_the_option_the_environment_or_where_one_is(dialogue: Path) -> None:
    for words, where, more in (
        (["log", "--dir", "FR"], dialogue, {}),
        (["log", "FR"], dialogue, {}),
        (["log"], dialogue, {"PLENIPO_DIR": "FR"}),
        (["log"], dialogue / "FR", {}),
        (["act", "--dir", "FR", *SAYS, "--key", "FR-delegate", "--dry-run"], dialogue, {}),
    ):
        done = plenipo_process(*words, cwd=where, **more)
        assert done.returncode == exits.OK, (words, done.stderr)


def test_two_processes_write_and_neither_is_lost(dialogue: Path) -> None:
    before = len(json.loads(plenipo_process("log", "FR", "--json", cwd=dialogue).stdout)["entries"])
    line = [*PROGRAM, "act", *SAYS, "--dir", "FR", "--json", "--key"]
    both = [
        subprocess.Popen([*line, f"{p}-delegate", "--party", p], cwd=dialogue, stdout=-1)
        for p in ("FR", "DE")
    ]
    records = [json.loads(each.communicate(timeout=60)[0])["record"] for each in both]
    assert sorted(records) == [before, before + 1]


@pytest.fixture
def read_only(dialogue: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder on a disk that may not be written; for root this takes a mount."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], check=False).returncode:
        pytest.skip("no mount here")
    shutil.copytree(dialogue / "FR", place / "FR")
    shutil.copytree(dialogue / "FR", place / "in-use")
    (place / "in-use/register.sqlite-wal").write_bytes(bytes(32))
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        yield place
        subprocess.run(["umount", place], check=True)
    else:
        folders = [place / "FR", place / "in-use"]
        for folder in folders:
            (folder / "register.sqlite").chmod(0o400)
            folder.chmod(0o500)
        yield place
        for folder in folders:
            folder.chmod(0o700)


def test_a_disk_that_may_not_be_written_is_told_with_a_cure(read_only: Path, dialogue: Path) -> None:
    done = plenipo_process("act", *SAYS, "--dir", "FR", "--key", str(dialogue / "FR-delegate"), cwd=read_only)
    assert done.returncode == exits.MACHINE
    assert "may not be written" in done.stderr
    assert "  → " in done.stderr


@pytest.mark.parametrize("words", ["status FR", "log FR", "show 0 --dir FR", "verify FR", "timeline FR"])
def test_a_folder_on_a_disk_that_may_not_be_written_can_be_read(read_only: Path, words: str) -> None:
    before = sorted((read_only / "FR").iterdir())
    done = plenipo_process(*words.split(), cwd=read_only)
    assert (done.returncode, done.stderr) == (exits.OK, "")
    assert sorted((read_only / "FR").iterdir()) == before


def test_a_register_that_was_copied_while_in_use_is_not_read_in_part(read_only: Path) -> None:
    done = plenipo_process("status", "in-use", cwd=read_only)
    assert done.returncode == exits.MACHINE
    assert "may not be written" in done.stderr


def test_a_reader_that_goes_away_is_no_error(dialogue: Path) -> None:
    command = f"{sys.executable} -c 'from plenipo_cli.main import main; main()' log FR | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=dialogue, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.startswith("0")


def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [*PROGRAM, "tally", "-"],
        cwd=tmp_path,
        stdin=-1,
        stdout=-1,
        stderr=-1,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - our starter may ignore it
    )
    assert child.stdin is not None
    for _ in range(200):
        time.sleep(0.05)
        if (Path("/proc") / str(child.pid) / "wchan").exists() and _reads(child.pid):
            break
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert child.returncode == exits.INTERRUPTED
    assert "Traceback" not in err
    assert "Interrupted" in err


def _reads(process: int) -> bool:
    """The child waits for its standard input."""
    return "pipe" in (Path("/proc") / str(process) / "wchan").read_text() or _asleep(process)


def _asleep(process: int) -> bool:
    stat = (Path("/proc") / str(process) / "stat").read_text()
    loaded = "libsodium" in (Path("/proc") / str(process) / "maps").read_text()
    return stat.rpartition(")")[2].split()[0] == "S" and loaded


def test_a_fault_of_the_program_shows_no_traceback_and_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plenipo_cli.files.read", lambda *_: 1 // 0)
    session = Session(tmp_path, monkeypatch)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    status, out, _ = session.plenipo("tally", "secret-name.json", "--json")
    told = json.loads(out)
    assert (status, told["error"]) == (exits.PROGRAM, "fault-of-the-program")
    kept = Path(told["facts"]["log"]).read_text()
    assert "ZeroDivisionError" in kept
    assert "secret-name" not in kept
    status, _, err = session.plenipo("tally", "q.json", "--debug")
    assert (status, "Traceback" in err) == (exits.PROGRAM, True)
