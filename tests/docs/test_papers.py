"""The papers say what is there: links and paths resolve, samples decode, words are those of the code."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from plenipo.acts import FAMILIES, KINDS
from plenipo.acts.codec import decode, encode, ref_of
from plenipo.acts.words import Function, Level, Medium, Reach, Role
from plenipo.consultation.question import Outcome
from plenipo.dialogue.derived import Authority, Knowledge, MandateState
from plenipo.dialogue.views.finding_words import DEFINITIONS
from plenipo.register import decode_entry, leaf_hash, peek_checkpoint
from plenipo.sealing import parse_marking
from plenipo.verify import read_entry

ROOT = Path(__file__).parents[2]
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
TEXTS = {paper: paper.read_text() for paper in PAPERS}
FORMAT, GLOSSARY = TEXTS[ROOT / "docs/format.md"], TEXTS[ROOT / "GLOSSARY.md"]
THREATS = TEXTS[ROOT / "THREAT-MODEL.md"]
DECISIONS = sorted((ROOT / "docs/adr").glob("0*.md"))

FENCE = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FOLDERS = ("src/", "tests/", "docs/", "script/", "fuzz/", "bench/", "examples/", "requirements/", ".ci/")

by_name = pytest.mark.parametrize("paper", PAPERS, ids=lambda p: str(p.relative_to(ROOT)))


def prose(text: str) -> str:
    return FENCE.sub("", text)


def blocks(text: str, language: str) -> list[str]:
    return [body for found, body in FENCE.findall(text) if found == language]


def anchors(text: str) -> set[str]:
    """As forges make them: lower case, punctuation dropped, spaces to hyphens."""
    headings = re.findall(r"^#+ +(.*)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(paper: Path, text: str) -> list[str]:
    broken = []
    for target in LINK.findall(prose(text)):
        if target.startswith(("https:", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        file = paper.parent / name
        there = file.exists() and (not anchor or anchor in anchors(file.read_text() if name else text))
        if not there:
            broken.append(target)
    return broken


def missing_paths(text: str) -> list[str]:
    named = [code for code in CODE.findall(prose(text)) if code.startswith(FOLDERS) and " " not in code]
    return [name for name in named if not re.search(r"[A-Z*<]{3}", name) and not (ROOT / name).exists()]


@by_name
def test_every_local_link_leads_somewhere(paper: Path) -> None:
    assert broken_links(paper, TEXTS[paper]) == []


@by_name
def test_every_path_that_a_paper_names_is_there(paper: Path) -> None:
    assert missing_paths(TEXTS[paper]) == []


def test_a_broken_link_or_path_is_found() -> None:
    text = "# A b\n[x](nowhere.md) [y](#a-b) [z](#c) `src/nowhere` `src/plenipo`\n"
    assert broken_links(ROOT / "README.md", text) == ["nowhere.md", "#c"]
    assert missing_paths(text) == ["src/nowhere"]


def test_every_test_that_the_threat_model_names_exists() -> None:
    code = "\n".join(f.read_text() for f in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", THREATS))
    assert len(named) > 15
    assert {name for name in named if f"def {name}(" not in code} == set()


def test_every_rule_that_a_paper_names_exists() -> None:
    code = "\n".join(f.read_text() for f in (ROOT / "src/plenipo/guard").rglob("*.py"))
    numbers = {int(n) for n in re.findall(r"^(\d+)  [A-Z]", code, re.MULTILINE)}
    named = {int(n) for text in TEXTS.values() for n in re.findall(r"\brule (\d+)\b", prose(text))}
    assert 20 in numbers
    assert named - numbers == set()


def test_every_decision_is_listed_under_its_title_and_has_its_sections() -> None:
    index = TEXTS[ROOT / "docs/adr/README.md"]
    for paper in DECISIONS:
        title = re.match(r"# \d{4} \N{EN DASH} (.+)\n", TEXTS[paper])
        assert title
        assert f"({paper.name}) | {title[1]} |" in index
        sections = re.findall(r"^## (.*)$", TEXTS[paper], re.MULTILINE)
        assert sections[:2] == ["Why a decision was needed", "Decision"]
        assert {"Options", "What follows"} <= set(sections)


def test_the_sample_act_is_canonical_and_has_the_reference_that_is_given() -> None:
    (line,) = blocks(FORMAT, "json")
    data = line.removesuffix("\n").encode()
    assert encode(decode(data)) == data
    assert ref_of(data) == hashlib.sha256(data).hexdigest()
    assert f"```text\n{ref_of(data)}\n```" in FORMAT


def test_the_sample_entry_holds_the_sample_act_and_verifies() -> None:
    (sample,) = [body for body in blocks(FORMAT, "text") if body.startswith("plenipo-entry/1 ")]
    stamp, read = read_entry(sample.encode(), {})
    assert stamp == int(sample.split(" ")[1])
    assert decode_entry(sample.encode()).act.decode() + "\n" == blocks(FORMAT, "json")[0]
    assert read.act.by == "DE/reader"


def test_the_sample_checkpoint_is_that_of_the_sample_entry() -> None:
    (entry,) = [body for body in blocks(FORMAT, "text") if body.startswith("plenipo-entry/1 ")]
    (note,) = [body for body in blocks(FORMAT, "text") if "\n\n— " in body]
    checkpoint = peek_checkpoint(note.encode())
    assert (checkpoint.size, checkpoint.root) == (1, leaf_hash(entry.encode()))
    assert checkpoint.origin.endswith("/1")


def test_the_sample_markings_are_markings() -> None:
    lines = "".join(blocks(FORMAT, "marking")).splitlines()
    assert len(lines) > 2
    assert [str(parse_marking(line)) for line in lines] == lines


def test_the_glossary_has_every_family_and_every_kind_once() -> None:
    listed = re.findall(r"^\| `([a-z]+)` \|[^|]*\| ([^|]*) \|$", GLOSSARY, re.MULTILINE)
    kinds = [f"{family}.{verb}" for family, verbs in listed for verb in re.findall(r"`([a-z-]+)`", verbs)]
    assert sorted(kinds) == sorted(KINDS)
    assert len(listed) == len(FAMILIES)


@pytest.mark.parametrize(
    "words",
    [MandateState, Authority, Knowledge, Outcome, Role, Function, Level, Medium, Reach],
    ids=["mandate", "authority", "knowledge", "outcome", "role", "function", "level", "medium", "reach"],
)
def test_the_glossary_has_every_state(words: object) -> None:
    defined = set(CODE.findall(GLOSSARY))
    assert set(get_args(words)) - defined == set()


def test_the_glossary_has_every_finding_and_no_other() -> None:
    section = GLOSSARY.partition("\n## Findings\n")[2].partition("\n## ")[0]
    first = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    listed = {code for cell in first for code in CODE.findall(cell)}
    assert listed == {re.sub("^without-.*", "without-…", code) for code in DEFINITIONS}


def test_the_session_of_the_readme_runs_as_it_stands(tmp_path: Path) -> None:
    """Only what brings the environment is replaced: it is there, and script/demo has tests of its own."""
    first, session = blocks(TEXTS[ROOT / "README.md"], "sh")
    assert (first.strip(), len(session.splitlines())) == ("script/demo", 5)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/bin").symlink_to(Path(sys.executable).parent)
    (tmp_path / "script").mkdir()
    demo = tmp_path / "script/demo"
    demo.write_text("#!/bin/sh\nexec .venv/bin/plenipo demo --dir demo\n")
    demo.chmod(0o755)
    done = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", first + session],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^record \d+$", done.stdout, re.MULTILINE)
    assert len(re.findall(r"^holds$", done.stdout, re.MULTILINE)) == 2
