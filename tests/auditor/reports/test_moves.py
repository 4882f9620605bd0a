"""The move scripts, run by real shells on real files: what they move, what they leave, and that they put it back."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from auditor.model import Audit, FileEntry, FileFlag, ShortlistItem
from auditor.reports import json, move_ps1, move_sh
from fixtures.audits import example
from tests.auditor.reports.test_reports import HOSTILE, hostile

SHELLS = [shell for shell in ("dash", "bash", "busybox") if shutil.which(shell)]
ODD = [
    "plain.txt", "two  spaces .txt", "it's.txt", 'a "b".txt', "$(touch owned).txt", "`touch owned`.txt", "a\nb.txt",
    "end\n", "-rf", "--apply", "a\\b.txt", "a\\0101.txt", "a\\c.txt", "tab\tin.txt", "报价/三月 报价（终稿）.xlsx",
    "ＦＵＬＬ　ｗｉｄｔｈ.txt", "bytes\udcff\udcfe.doc", "\udc81\udc88", "text \\xff.doc", "*?[a-z].txt", "%s%b%n.txt",
    "#!x", "~", "a;b&c|", "\x1b[31mred.txt", "turned\u202egpj.exe", "!event.txt", "END", "  END", "deep/-still/x'y",
    "cr\r.txt", "\x81\x82", "'; : > pwned; '", "undo.tsv", "=cmd.csv", "x" * 200, "\x7f", "’curly‘.txt",
]  # fmt: skip
NAMES = st.one_of(
    st.binary(min_size=1, max_size=24).map(os.fsdecode),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=16),
    st.text("ab'\"`$()\\\n\t -!*?{}~#%&;|<>0x", min_size=1, max_size=16),
    st.sampled_from(ODD),
)
PATHS = st.lists(
    st.lists(NAMES.map(lambda name: name.replace("\0", "0").replace("/", "_")), min_size=1, max_size=3).map("/".join),
    min_size=1, max_size=5,
)  # fmt: skip


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def audit_of(files: Mapping[str, bytes], action: str = "remove") -> Audit:
    """Give an audit whose shortlist is these files, one row each."""
    audit = example("en")
    entries = tuple(_entry(audit.files[0], path, content) for path, content in files.items())
    items = tuple(ShortlistItem(n, (path,), action, 9.0, 1, "because") for n, path in enumerate(files, 1))
    return replace(audit, files=entries, shortlist=replace(audit.shortlist, items=items))


def _entry(like: FileEntry, path: str, content: bytes) -> FileEntry:
    return replace(like, path=path, sha256=sha256(content), flags=(), copies=(), source=path, status="read")


def put(root: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def held(root: Path) -> dict[str, bytes]:
    """Give every file below a folder with its content."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    said: str


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to move files out of, a quarantine that is not made yet, and the script."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "the group's $folder"

    @property
    def quarantine(self) -> Path:
        return self.root / "qua\nran\\0101 tine"

    def run(self, shell: str, audit: Audit, *words: str | Path) -> Ran:
        script = self.root / "move.sh"
        script.write_text(move_sh.REPORT.render(audit, "en"), "utf-8")  # type: ignore[arg-type]
        command = [shell, "sh", script] if shell == "busybox" else [shell, script]
        # Were a name to get out of its quotes, it would find no home but this, and nothing of whoever runs the tests.
        alone = {"PATH": "/usr/bin:/bin", "HOME": str(self.root)}
        done = subprocess.run(
            [*command, *words], cwd=self.root, env=alone, capture_output=True, check=False, timeout=60
        )
        return Ran(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))

    def move(self, shell: str, audit: Audit, *words: str) -> Ran:
        return self.run(shell, audit, *words, self.folder, self.quarantine)


@contextmanager
def placed(files: Mapping[str, bytes]) -> Iterator[Place]:
    """Give a place with these files; not a fixture, for a property makes many."""
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root).resolve())
        place.folder.mkdir()
        put(place.folder, files)
        yield place


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def distinct(paths: list[str]) -> dict[str, bytes]:
    """Give a content to each path that can be a file beside the others; a file is no folder of another one."""
    files: dict[str, bytes] = {}
    for number, path in enumerate(paths):
        fits = all(part not in ("", ".", "..") for part in path.split("/"))
        apart = not any(f"{one}/".startswith(f"{other}/") for f in files for one, other in ((path, f), (f, path)))
        if fits and apart and max(len(os.fsencode(part)) for part in path.split("/")) < 250:
            files[path] = f"content {number}".encode()
    return files


@pytest.mark.skipif(os.name != "posix" or not SHELLS, reason="no POSIX shell here")
@settings(max_examples=25, deadline=None)
@given(saved=st.booleans(), paths=PATHS)
def test_any_name_is_moved_out_and_put_back_and_nothing_else_happens(saved: bool, paths: list[str]) -> None:
    files = distinct(paths)
    # audit.json writes the byte ff and the four characters \xff alike: of a name with both, the script finds no file
    assume(files and not (saved and any(re.search("[\udc80-\udcff]", each) and "\\x" in each for each in files)))
    everything_moves(files, saved)


@pytest.mark.skipif(os.name != "posix" or not SHELLS, reason="no POSIX shell here")
@pytest.mark.parametrize("saved", [False, True], ids=["in memory", "from audit.json"])
def test_every_odd_name_is_moved_out_and_put_back(saved: bool) -> None:
    everything_moves(distinct(ODD), saved)


def everything_moves(files: Mapping[str, bytes], saved: bool) -> None:
    audit = json.loads(json.dumps(audit_of(files))) if saved else audit_of(files)
    for shell in SHELLS:
        with placed({**files, "other/stays.txt": b"stays"}) as place:
            before = held(place.folder)
            dry = place.move(shell, audit)
            assert (dry.code, held(place.folder)) == (0, before), dry.said
            assert not place.quarantine.exists()
            done = place.move(shell, audit, "--apply")
            assert done.code == 0, done.said
            assert held(place.folder) == {"other/stays.txt": b"stays"}
            assert held(place.quarantine / "files") == dict(files)
            assert {path.name for path in place.root.iterdir()} == {place.folder.name, place.quarantine.name, "move.sh"}
            undone = place.run(shell, audit, "--undo", place.quarantine / "undo.tsv")
            assert (undone.code, held(place.folder)) == (0, before), undone.said


def test_a_script_can_be_looked_at_in_a_terminal_whatever_the_names() -> None:
    script = str(move_sh.REPORT.render(audit_of(distinct(ODD)), "en"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", script)


def test_a_file_that_changed_since_the_audit_is_left_and_named(shell: str) -> None:
    with placed({"a.txt": b"edited", "b.txt": b"as it was"}) as place:
        done = place.move(shell, audit_of({"a.txt": b"as read", "b.txt": b"as it was", "gone.txt": b""}), "--apply")
        assert done.code == 1
        assert "not moved, changed since the audit or unreadable: a.txt" in done.said
        assert "not in the folder: gone.txt" in done.said
        assert "1 done, 2 not done." in done.said
        assert held(place.folder) == {"a.txt": b"edited"}


def test_nothing_is_overwritten_in_either_direction(shell: str) -> None:
    with placed({"a.txt": b"a"}) as place:
        put(place.quarantine / "files", {"a.txt": b"earlier"})
        audit = audit_of({"a.txt": b"a"})
        done = place.move(shell, audit, "--apply")
        assert (done.code, held(place.folder)) == (1, {"a.txt": b"a"})
        assert "there is a file of that name already: a.txt" in done.said
        (place.quarantine / "files" / "a.txt").unlink()
        assert place.move(shell, audit, "--apply").code == 0
        put(place.folder, {"a.txt": b"uploaded again"})
        undone = place.run(shell, audit, "--undo", place.quarantine / "undo.tsv")
        assert (undone.code, held(place.folder)) == (1, {"a.txt": b"uploaded again"})
        assert held(place.quarantine / "files") == {"a.txt": b"a"}


def test_a_second_undo_has_nothing_to_do_and_says_so(shell: str) -> None:
    with placed({"a.txt": b"a"}) as place:
        audit = audit_of({"a.txt": b"a"})
        assert place.move(shell, audit, "--apply").code == 0
        for said in ("put back: ", "back already: "):
            undone = place.run(shell, audit, "--undo", place.quarantine / "undo.tsv")
            assert undone.code == 0
            assert said in undone.said


def test_the_manifest_is_a_table_of_old_new_and_checksum(shell: str) -> None:
    with placed({"a b.txt": b"a"}) as place:
        assert place.move(shell, audit_of({"a b.txt": b"a"}), "--apply").code == 0
        head, line = (place.quarantine / "undo.tsv").read_text("utf-8").splitlines()
        assert head.split("\t") == ["old", "new", "sha256"]
        old, new, checksum = line.split("\t")
        assert old == f"{place.folder}/a b.txt"
        assert new.endswith("\\0012ran\\\\0101 tine/files/a b.txt"), "line breaks and backslashes of a path are coded"
        assert checksum == sha256(b"a")


def test_a_link_is_never_moved(shell: str) -> None:
    with placed({"real.txt": b"a"}) as place:
        (place.folder / "link.txt").symlink_to("real.txt")
        done = place.move(shell, audit_of({"link.txt": b"a"}), "--apply")
        assert done.code == 1
        assert (place.folder / "link.txt").is_symlink()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Usage:"), (("{folder}",), "Usage:"), (("--fast", "{folder}", "{root}/q"), "Usage:"),
        (("{root}/none", "{root}/q"), "there is no such folder"), (("", "{root}/q"), "there is no such folder"),
        (("{folder}", "{folder}/q"), "must not lie in the folder"), (("{folder}", "{folder}"), "must not lie in"),
        (("{folder}", "{root}/none/q"), "make it first"), (("{folder}", ""), "make it first"),
        (("{folder}", "{root}/move.sh"), "make it first"), (("--undo", "{root}/none"), "there is no such manifest"),
        (("--undo",), "Usage:"),
    ],
)  # fmt: skip
def test_a_wrong_call_moves_nothing_and_says_why(shell: str, words: tuple[str, ...], said: str) -> None:
    with placed({"a.txt": b"a"}) as place:
        filled = [word.format(folder=place.folder, root=place.root) for word in words]
        done = place.run(shell, audit_of({"a.txt": b"a"}), "--apply", *filled)
        assert done.code == 2
        assert said in done.said
        assert held(place.folder) == {"a.txt": b"a"}


def test_relative_places_and_a_quarantine_that_is_there_will_do(shell: str) -> None:
    with placed({"a.txt": b"a"}) as place:
        (place.root / "-q").mkdir()
        done = place.run(shell, audit_of({"a.txt": b"a"}), place.folder.name + "/", "./-q/", "--apply")
        assert done.code == 0, done.said
        assert held(place.root / "-q" / "files") == {"a.txt": b"a"}
        assert place.run(shell, audit_of({}), "--undo", "./-q/undo.tsv").code == 0
        assert held(place.folder) == {"a.txt": b"a"}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_an_audit_can_act_in_the_script(shell: str, name: str) -> None:
    with placed({}) as place:
        done = place.run(shell, hostile(name), "--help")
        assert (done.code, done.said.count("move.sh")) == (0, 2), done.said
        assert {path.name for path in place.root.iterdir()} == {place.folder.name, "move.sh"}
        assert place.move(shell, hostile(name)).code in (0, 1)


# What is left to a person


@pytest.mark.parametrize("form", [move_sh, move_ps1])
def test_members_of_archives_and_files_that_cannot_be_named_are_for_a_person(form: object) -> None:
    audit = audit_of({"a.zip": b"z", "a.zip!/b.docx": b"b", "folder!/c.docx": b"c", "../up.txt": b"u", "/etc/x": b"x"})
    audit = replace(audit, shortlist=replace(audit.shortlist, items=audit.shortlist.items[1:]))
    script = str(form.REPORT.render(audit, "en"))  # type: ignore[attr-defined]
    moved = [line for line in script.splitlines() if sha256(b"c") in line]
    assert len(moved) == 1, "a folder whose name ends in an exclamation mark is no archive"
    assert "a.zip!/b.docx: inside an archive; open a.zip" in script
    assert "../up.txt: this name cannot be written in the script" in script
    assert not [content for content in (b"b", b"u", b"x") if sha256(content) in script]


def test_only_what_goes_wholly_is_moved() -> None:
    audit = audit_of({"a.txt": b"a"}, "redact")
    script = str(move_sh.REPORT.render(audit, "en"))
    assert "a.txt: redact" in script
    assert sha256(b"a") not in script
    assert "a.txt" not in str(move_sh.REPORT.render(audit_of({"a.txt": b"a"}, "keep"), "en"))


def test_a_marked_file_is_moved_though_it_is_on_no_row() -> None:
    audit = audit_of({"a.txt": b"a"})
    audit = replace(audit, files=(replace(audit.files[0], flags=(FileFlag("secret", "p.1"),)),),
                    shortlist=replace(audit.shortlist, items=()))  # fmt: skip
    assert sha256(b"a") in str(move_sh.REPORT.render(audit, "en"))


def test_a_file_without_a_checksum_is_for_a_person() -> None:
    audit = audit_of({"a.txt": b"a"})
    audit = replace(audit, files=(replace(audit.files[0], sha256="'; : > pwned; '"),))
    script = str(move_sh.REPORT.render(audit, "zh"))
    assert "a.txt: 审计时没有读到内容" in script
    assert ": > pwned" not in script


# PowerShell: its rule for literals, written down once more

SINGLE_QUOTES = ("'", "\u2018", "\u2019", "\u201a", "\u201b")


def literal(written: str) -> str:
    """Read what `quoted` writes by PowerShell's own rule: a single quote, plain or typographic, ends a string unless
    another one follows, and then the second one is meant."""
    out, at = "", 0
    while at < len(written):
        if written[at] in SINGLE_QUOTES:
            at += 1
            while written[at] not in SINGLE_QUOTES or written[at + 1 : at + 2] in SINGLE_QUOTES:
                at += written[at] in SINGLE_QUOTES
                out += written[at]
                at += 1
            at += 1
        elif match := re.compile(r"\[char\]::ConvertFromUtf32\(0x([0-9A-F]+)\)").match(written, at):
            out += chr(int(match.group(1), 16))
            at = match.end()
        else:
            assert written[at] in "( +)", written
            at += 1
    return out


@given(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.text("a'‘’‚‛\n`$() +[]")))
def test_powershell_reads_back_every_literal(text: str) -> None:
    written = move_ps1.quoted(text)
    assert literal(written) == text
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", written)


def test_names_that_mean_another_file_in_powershell_are_for_a_person() -> None:
    audit = audit_of({"..\\..\\up.txt": b"u", "byte\udcff": b"y", "fine ’name‘.txt": b"f"})
    script = str(move_ps1.REPORT.render(audit, "en"))
    assert script.count("this name cannot be written in the script") == 2
    assert "Path = 'fine ’’name‘‘.txt'" in script
    assert script.startswith("\ufeff"), "Windows PowerShell takes a script without the mark for the system's code page"


@pytest.mark.skipif(not shutil.which("pwsh"), reason="no PowerShell here")
def test_powershell_moves_out_and_puts_back() -> None:
    files = {path: content for path, content in distinct(ODD).items() if move_ps1.writable(path)}
    with placed(files) as place:
        script = place.root / "move.ps1"
        script.write_text(str(move_ps1.REPORT.render(audit_of(files), "en")), "utf-8")

        def ran(*words: str | Path) -> int:
            command = ["pwsh", "-NoProfile", "-File", script, *words]
            return subprocess.run(command, capture_output=True, check=False, timeout=120).returncode

        quarantine = place.root / "quarantine"
        assert ran(place.folder, quarantine) == 0
        assert held(place.folder) == files
        assert ran(place.folder, quarantine, "-Apply") == 0
        assert held(quarantine / "files") == files
        assert ran("-Undo", quarantine / "undo.tsv") == 0
        assert held(place.folder) == files
