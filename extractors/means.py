"""By what means each kind of file is read: the libraries of each reader, and what helps it where a machine has it."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module, metadata, util
from types import ModuleType

from extractors import outside
from extractors.images import ocr
from extractors.model import Limits, Unreadable

# Where to stop: modules in which plug-ins are looked up, for what those need is not what this one needs, and what
# every text goes through whatever it came from.
_CROSSINGS = frozenset({
    "extractors.registry", "extractors.means", "extractors.officebase.second", "extractors.plain.decode",
    "extractors.text", "extractors.lexicon",
})  # fmt: skip
_CHECK = Limits(wall_s=30.0)


@dataclass(frozen=True, slots=True)
class Means:
    """Something that a machine may have beside this program; without it some files stay unread, and are named.

    Attributes:
        name: A short key: "libreoffice".
        kinds: The sniffed kinds of which it reads more.
        place: Where it is, "" where it is missing.
        works: Whether it can really be used as it is there.
    """

    name: str
    kinds: tuple[str, ...]
    place: Callable[[], str]
    works: Callable[[], bool]


def _program(name: str, kinds: tuple[str, ...], program: str, *arguments: str) -> Means:
    return Means(name, kinds, lambda: outside.available(program), lambda: _says_something(program, arguments))


def _says_something(program: str, arguments: tuple[str, ...]) -> bool:
    try:
        return bool(outside.converted(b"check\n", "check.txt", program, arguments, _CHECK).get(outside.PRINTED))
    except Unreadable:
        return False


def _ocr() -> Means:
    return Means("ocr", _PICTURES, lambda: "rapidocr" if ocr.installed() else "", ocr.installed)


_PICTURES = ("pdf", "jpeg", "png", "gif", "bmp", "tiff", "webp")
MEANS = (
    _program("libreoffice", ("doc", "ppt", "works"), "soffice", "-env:UserInstallation=file://{home}", "--headless",
             "--version"),
    _program("catdoc", ("doc", "ppt"), "catdoc", "{file}"),
    _program("unar", ("rar", "7z", "zip"), "unar", "-version"),
    _ocr(),
)  # fmt: skip


def libraries(module_name: str) -> tuple[str, ...]:
    """Name the distributions of others by which a module reads, itself or by way of its neighbours, sorted.

    Read off the source, so that it is true of every plug-in without a list that somebody has to keep.
    """
    packages = _packages(module_name)
    names = _distributions() if packages else {}
    return tuple(sorted({names.get(package, [package])[0].lower() for package in packages}))


@cache
def _distributions() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()


def _packages(module_name: str) -> set[str]:
    seen: set[str] = set()
    found: set[str] = set()
    waiting = [module_name]
    while waiting:
        name = waiting.pop()
        if name in seen or name in _CROSSINGS:
            continue
        seen.add(name)
        for imported in _imports(name):
            if imported.startswith("extractors."):
                waiting.append(imported)
            elif imported.partition(".")[0] not in {*sys.stdlib_module_names, "extractors"}:
                found.add(imported.partition(".")[0])
    return found


@cache
def _imports(module_name: str) -> tuple[str, ...]:
    """Give the names of the modules that a module imports, wherever in it it does."""
    return tuple(_imported(import_module(module_name)))


def _imported(module: ModuleType) -> Iterator[str]:
    try:
        tree = ast.parse(inspect.getsource(module))
    except (OSError, TypeError, SyntaxError):
        return  # a program that was shipped without its source
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            ours = node.module.partition(".")[0] == "extractors" and hasattr(import_module(node.module), "__path__")
            yield from (name for name in names if ours and util.find_spec(name))
            yield node.module
