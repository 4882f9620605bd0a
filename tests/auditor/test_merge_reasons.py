"""Every reason for which two names are joined has words in both languages."""

from __future__ import annotations

import ast
from pathlib import Path

from auditor.messages import MESSAGES
from auditor.resolving import groups


def _constants(node: ast.expr | None, module: ast.Module) -> set[str]:
    """Give the texts that an expression can be, following a name to what is assigned to it in the module."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=other):
            return _constants(body, module) | _constants(other, module)
        case ast.Name(id=name):
            given = (each for each in ast.walk(module) if isinstance(each, ast.Assign))
            return {text for each in given if any(isinstance(t, ast.Name) and t.id == name for t in each.targets)
                    for text in _constants(each.value, module)}  # fmt: skip
    return set()


def test_every_reason_has_words_in_both_languages() -> None:
    told = set[str]()
    for path in Path(groups.__file__).parent.glob("*.py"):
        module = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Found", "Merge"):
                told |= _constants(node.args[2] if len(node.args) > 2 else None, module)
    assert len(told) > 25
    assert sorted(reason for reason in told if f"merge.{reason}" not in MESSAGES) == []
