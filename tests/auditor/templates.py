"""Walks through the code for what problems are said with: the templates of `Problem`, `Unreadable`, `Sink.problem`."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

# Who makes a problem, and which argument holds what is said, without `self`.
MAKERS = {"Problem": 1, "Unreadable": 1, "problem": 1}
HOLE = "{}"
_DEPTH = 6  # of names that stand for names; deeper ones count as unknown


@dataclass(slots=True, eq=False)
class Module:
    """One module: its tree, and for each node the function around it."""

    path: Path
    tree: ast.Module
    around: dict[ast.AST, ast.FunctionDef] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Module:
        """Give the module with its functions told."""
        module = cls(path, ast.parse(path.read_text(encoding="utf-8")))
        for function in (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)):
            module.around.update(dict.fromkeys(ast.walk(function), function))
        return module


class Code:
    """All modules of some packages, and the calls in them by the last part of what is called."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.modules = [Module.read(path) for path in sorted(paths)]
        self.calls: dict[str, list[tuple[Module, ast.Call]]] = {}
        for module in self.modules:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call):
                    self.calls.setdefault(_last(node.func), []).append((module, node))

    def details(self) -> Iterator[tuple[str, str]]:
        """Yield `path:line` and template of everything that a problem is said with.

        A field of a template is `{}`; what cannot be followed is `<expression>`.
        """
        for maker, place in MAKERS.items():
            for module, call in self.calls.get(maker, ()):
                for value in (*_argument(call, "", place), *_argument(call, "note", 99)):
                    at = f"{module.path}:{call.lineno}"
                    yield from ((at, template) for template in self.templates(value, module, 0))

    def templates(self, node: ast.expr, module: Module, depth: int) -> list[str]:
        """Give every template that an expression can stand for."""
        if depth > _DEPTH:
            return [HOLE]
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.Constant():
                return []
            case ast.JoinedStr(values=values):
                return self._joined(values, module, depth)
            case ast.BinOp(left=left, right=right):
                sides = (self.templates(side, module, depth + 1) for side in (left, right))
                return ["".join(pair) for pair in product(*sides)]
            case ast.IfExp(body=body, orelse=orelse):
                return self._all((body, orelse), module, depth)
            case ast.BoolOp(values=values):
                return self._all(values, module, depth)
            case ast.Name(id=name):
                return self._named(name, node, module, depth)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=[_, *default]):
                return self._held(name, module) + self._all(default, module, depth)
            case ast.Call(func=ast.Name(id=name)) if found := self._returned(name, module, depth):
                return found
            case ast.Subscript(value=ast.Name(id=name)) if found := self._held(name, module):
                return found
        return [f"<{ast.unparse(node)}>"]

    def _joined(self, values: list[ast.expr], module: Module, depth: int) -> list[str]:
        """Give the texts of an f-string: a field that can only be one of a few texts is each of them, others a hole."""
        parts: list[list[str]] = []
        for value in values:
            if isinstance(value, ast.FormattedValue):
                texts = self.templates(value.value, module, depth + 1) if isinstance(value.value, ast.Name) else []
                parts.append(texts if texts and not any("<" in text for text in texts) else [HOLE])
            else:
                parts.append([str(value.value)] if isinstance(value, ast.Constant) else [HOLE])
        return ["".join(each) for each in product(*parts)]

    def _all(self, nodes: Iterable[ast.expr], module: Module, depth: int) -> list[str]:
        return [template for node in nodes for template in self.templates(node, module, depth + 1)]

    def _returned(self, name: str, module: Module, depth: int) -> list[str]:
        """Give what a function of the module returns."""
        here = (node for node in module.tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
        nodes = (node for function in here for node in ast.walk(function) if isinstance(node, ast.Return))
        return self._all([node.value for node in nodes if node.value is not None], module, depth)

    def _held(self, name: str, module: Module) -> list[str]:
        """Give the values of a dictionary of texts."""
        values = _assigned(name, module.tree)
        dicts = [value for value in values if isinstance(value, ast.Dict)]
        return [text for each in dicts for value in each.values for text in self.templates(value, module, _DEPTH)]

    def _named(self, name: str, node: ast.Name, module: Module, depth: int) -> list[str]:
        """Follow a name: to what it is given in its function or module, or to what callers hand in."""
        function = module.around.get(node)
        handed = list(self._handed(module, function, name)) if function is not None else []
        if values := (_assigned(name, function) if function is not None else []):
            handed += [(module, value) for value in values]
        elif not handed:
            handed = [(module, value) for value in _assigned(name, ast.Module(_top(module.tree), []))]
        if handed:
            return [text for other, value in handed for text in self.templates(value, other, depth + 1)]
        return [f"<{name}>"]

    def _handed(self, home: Module, function: ast.FunctionDef, name: str) -> Iterator[tuple[Module, ast.expr]]:
        """Yield what calls of a function hand in under a name, with the module of the call."""
        names = [argument.arg for argument in function.args.args if argument.arg not in ("self", "cls")]
        keywords = [argument.arg for argument in function.args.kwonlyargs]
        if name in names or name in keywords:
            for module, call in self.calls.get(function.name, ()):
                if home is module or _owner(call) == home.path.stem:
                    place = names.index(name) if name in names else 99
                    yield from ((module, value) for value in _argument(call, name, place))


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _owner(call: ast.Call) -> str:
    """Give `decode` for a call of `decode.told`."""
    return _last(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _argument(call: ast.Call, name: str, place: int) -> list[ast.expr]:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named or call.args[place : place + 1]


def _top(tree: ast.Module) -> list[ast.stmt]:
    """Give what stands in a module outside its functions and classes."""
    return [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]


@cache
def _assigned(name: str, scope: ast.AST) -> list[ast.expr]:
    """Give what a name is assigned in a function or module, in loops over written tuples as well."""
    found: list[ast.expr] = []
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    found += _parts(target, value, name)
            case ast.AnnAssign(target=ast.Name(id=one), value=ast.expr() as value) if one == name:
                found.append(value)
            case ast.For(target=target, iter=ast.Tuple(elts=rows) | ast.List(elts=rows)):
                found += [value for row in rows for value in _parts(target, row, name)]
            case ast.For(target=target, iter=ast.Name(id=listed)):
                found += [value for row in _written(listed, scope) for value in _parts(target, row, name)]
    return found


def _written(name: str, scope: ast.AST) -> list[ast.expr]:
    """Give the rows of a tuple that is written out where it gets its name."""
    rows: list[ast.expr] = []
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=one)], value=ast.Tuple(elts=elements)) if one == name:
                rows += elements
    return rows


def _parts(target: ast.expr, value: ast.expr, name: str) -> list[ast.expr]:
    """Give what a target hands to a name: the whole value, or its part at the name's place."""
    match target, value:
        case ast.Name(id=one), _ if one == name:
            return [value]
        case ast.Tuple(elts=names), ast.Tuple(elts=values) if len(names) == len(values):
            return [got for one, part in zip(names, values, strict=True) for got in _parts(one, part, name)]
    return []
