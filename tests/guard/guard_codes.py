"""Reads from the source which codes the guard can say, and with which facts."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/plenipo"
FILES = [*sorted((SOURCE / "guard").rglob("*.py")), *sorted((SOURCE / "dialogue/folds").glob("*.py"))]


@dataclass(frozen=True)
class Said:
    """One place that makes a reason, cure, flag or fault. `rule` or `code` of None is computed."""

    what: str
    rule: int | None
    code: str | None
    facts: frozenset[str] | None
    where: str


def places() -> list[Said]:
    return [said for path in FILES for said in _in_file(path)]


def _in_file(path: Path) -> list[Said]:
    tree = ast.parse(path.read_text())
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    return [said for call in calls if (said := _call(path, call, functions))]


def _call(path: Path, call: ast.Call, functions: list[ast.FunctionDef]) -> Said | None:
    assert isinstance(call.func, ast.Name)
    what, args = call.func.id, list(call.args)
    where = f"{path.name}:{call.lineno}"
    if what == "Finding":
        named = {k.arg: k.value for k in call.keywords}
        return Said("Flag", None, _text(named["code"]), frozenset({"about"}), where)
    if what not in {"Reason", "Cure", "Flag", "Fault"}:
        return None
    rule = args.pop(0) if what == "Reason" else None
    code = args.pop(0)
    if what == "Flag":
        args.pop(0)
    facts: frozenset[str] | None = frozenset()
    if what != "Cure" and args:
        facts = _facts(args[0], call.lineno, functions)
    if what == "Flag" and facts is not None:
        facts |= {"about"}
    return Said(what, _number(rule), _text(code), facts, where)


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _number(node: ast.expr | None) -> int | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else None


def _facts(node: ast.expr, line: int, functions: list[ast.FunctionDef]) -> frozenset[str] | None:
    """The keys of a literal, or of the last literal that was given the name before this line."""
    if isinstance(node, ast.Dict):
        keys = [_text(k) for k in node.keys if k is not None]
        return frozenset(k for k in keys if k is not None)
    if not isinstance(node, ast.Name):
        return None
    inside = [f for f in functions if f.lineno <= line <= (f.end_lineno or f.lineno)]
    found: dict[int, ast.Dict] = {}
    for function in inside:
        for n in ast.walk(function):
            target = n.targets[0] if isinstance(n, ast.Assign) else getattr(n, "target", None)
            value = getattr(n, "value", None)
            if isinstance(target, ast.Name) and target.id == node.id and isinstance(value, ast.Dict):
                found[n.lineno] = value  # type: ignore[attr-defined] # statements have lines
    before = [at for at in found if at <= line]
    return _facts(found[max(before)], line, functions) if before else None
