"""Discovery: one plug-in of the right name in each module, one reader for each kind."""

import sys
from pathlib import Path

import pytest

from extractors import registry
from extractors.model import Format

PLUGIN = (
    "from extractors.model import Format\nFORMAT = Format(kinds=({kinds!r},), layers=(), read=lambda d, r, l: None)\n"
)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest):
    """Give a function that writes a package of plug-ins and gives its name."""
    name = f"plugins_{abs(hash(request.node.name))}"

    def write(**modules: str) -> str:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        for module, text in modules.items():
            (folder / f"{module}.py").write_text(text)
        monkeypatch.syspath_prepend(str(tmp_path))
        return name

    yield write
    for module in [module for module in sys.modules if module.startswith(name)]:
        del sys.modules[module]


def test_each_module_gives_its_one_plugin_in_order_of_names(package):
    name = package(b=PLUGIN.format(kinds="bbb"), a=PLUGIN.format(kinds="aaa"))
    found = registry.constants(name, "FORMAT", Format)
    assert list(found) == [f"{name}.a", f"{name}.b"]
    assert list(registry.by_kind(found)) == ["aaa", "bbb"]


def test_a_module_with_an_underscore_is_shared_code(package):
    assert registry.constants(package(_shared="X = 1"), "FORMAT", Format) == {}


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("X = 1", "none"),
        (PLUGIN.format(kinds="a").replace("FORMAT =", "READER ="), "READER"),
        (PLUGIN.format(kinds="a") + "SECOND = FORMAT\n", "FORMAT, SECOND"),
    ],
)
def test_a_module_without_exactly_one_plugin_is_a_loud_error(package, text, has):
    with pytest.raises(registry.BadPlugin, match=f"bad: needs exactly one Format, named FORMAT; has {has}"):
        registry.constants(package(bad=text), "FORMAT", Format)


def test_two_formats_for_one_kind_are_an_error(package):
    found = registry.constants(package(a=PLUGIN.format(kinds="k"), b=PLUGIN.format(kinds="k")), "FORMAT", Format)
    with pytest.raises(registry.BadPlugin, match="kind 'k' is read by"):
        registry.by_kind(found)


def test_the_installed_plugins_keep_the_contract_and_are_found_once():
    assert registry.formats() is registry.formats()
    assert registry.recognizers() is registry.recognizers()
    assert all(version >= 1 for version in registry.versions().values())
