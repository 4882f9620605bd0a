"""What the state of a folder keeps of its files: how each was read, and what was settled in it.

Everything lies on shelves of sealed content under keyed tokens; a changed file, name, reader or profile has another
token, so nothing that is kept is ever wrong, at most unused.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import struct
from collections.abc import Callable, Collection, Iterable
from itertools import chain
from typing import Any

from auditor.corpus import Settled
from auditor.score import SCORE_VERSION
from auditor.state import State
from extractors import personlike, registry, wire
from extractors.extract import junk
from extractors.guard import DEFAULTS
from extractors.model import Extraction, Limits, Mention
from extractors.said import Link, Said, Statement
from extractors.tagging import merging

EXTRACTIONS, SETTLED, ENGINE, CHOICES, OUTPUT = "extraction", "settled", "engine", "choices", "output"
FACTS = "facts"
# What went wrong at that moment and may go well the next time; such a file is read again.
PASSING = frozenset({"timeout", "memory", "crash", "unreadable"})
INSIDE = frozenset({"attachment", "embedded_object"})  # layers that other readers gave
# Raised whenever some file is read otherwise though no plug-in is of another version: sniffing, decoding, limits; and
# whenever `wire` lays readings out otherwise.
READING_VERSION = 32
FACTS_VERSION = 5  # raised whenever a sketch, a mark of a window or the words of a file come out otherwise
# Raised whenever `facets.said` or `names.settled` give something else for some file, or it is laid out otherwise.
SAID_VERSION = 79
TOGETHER_VERSION = 48  # raised whenever names are found in texts, or texts compared, otherwise
AUDIT_VERSION = 82
READERS = "formats."
_MODEL = "model "
_HEAD = struct.Struct(">Q")  # how long the lists are before the numbers


def content_token(state: State, sha256: str) -> bytes:
    """Give the token of a file's content."""
    return state.token("content", sha256)


def reading_key(state: State, content: bytes, path: str) -> bytes:
    """Give the key under which the reading of a file is kept.

    Its name speaks too; its folder only where it says that the file is a system's own and not to be read.
    """
    return state.token("reading", content, path.rpartition("/")[2], junk(path), *state.options)


def reads_with(state: State, *options: str) -> None:
    """Have the folder's readings made with these options, in this run and in second looks at it.

    "ocr" recognises the text of pictures; `with_model` gives the option of a model that looks for names.
    """
    state.options = options
    state.keep(ENGINE, state.token("options"), "\0".join(options).encode("utf-8", "surrogateescape"))


def reads_as_before(state: State) -> None:
    """Have the folder's readings made with the options of its last run."""
    held = state.blob(ENGINE, state.token("options"))
    state.options = tuple(held.decode("utf-8", "surrogateescape").split("\0")) if held else ()


def with_model(model: str, identity: str) -> str:
    """Give the option of a model, see `modelled`; whatever it is made of is in it, so that another one reads anew."""
    return f"{_MODEL}{identity}={model}"


def models(options: Iterable[str]) -> dict[str, str]:
    """Give the models among options, each with its identity."""
    found = (option.removeprefix(_MODEL).partition("=") for option in options if option.startswith(_MODEL))
    return {model: identity for identity, _, model in found}


def limits(state: State) -> Limits:
    """Give what one file may cost with the options of the folder's readings."""
    plain = DEFAULTS.with_ocr() if "ocr" in state.options else DEFAULTS
    return plain.with_models(*models(state.options))


def choices_key(state: State, record: bytes) -> bytes:
    """Give the key of a run's choices; of that run alone, for a kill must not give the last one those of the next."""
    return state.token("choices", record)


def output_key(state: State, fingerprint: bytes, *, reveal: bool) -> bytes:
    """Give the key of what a run wrote; of all that it depended on, and of whether values are shown."""
    return state.token("output", fingerprint, str(reveal))


def last_choices(state: State) -> bytes | None:
    """Give the choices of the last run as they were stored, None where there are none."""
    past = state.runs()
    record = state.run_record(past[-1].number) if past else None
    return None if record is None else state.blob(CHOICES, choices_key(state, record))


def packed(found: list[Extraction], outer: str) -> bytes:
    """Give a file's extractions as bytes, with the versions of all that made them; paths are kept without the outer."""
    made = versions_of(found)
    return wire.packed([made, [[x.path[len(outer) :], wire.encoded(x)] for x in found]])


def unpacked(content: bytes, outer: str, *, whatever: bool = False) -> list[Extraction] | None:
    """Give extractions back, None where what made them is of another version now; with `whatever` also then.

    What another version laid out in a shape that this one does not know is none in any case.
    """
    try:
        made, found = wire.unpacked(content)
        if not whatever and not _as_now(made):
            return None
        return [wire.decoded([[outer + rest, *each[0][1:]], *each[1:]]) for rest, each in found]
    except (ValueError, TypeError, IndexError):
        return None


def versions() -> dict[str, int]:
    """Give the version of every reader and recognizer, and that of what all readings pass through."""
    return {"reading": READING_VERSION, "tagging": merging.VERSION, **registry.versions()}


def versions_of(found: Iterable[Extraction]) -> dict[str, int]:
    """Give the versions of all that made a file's extractions.

    A file in which other files lie, and one of which not all was read, depends on every reader: which of them a
    changed one would open is not known.
    """
    held = list(found)
    mixed = len(held) > 1 or any(x.problems or any(segment.layer in INSIDE for segment in x.segments) for x in held)
    known = {kind: name for name, kinds in registry.kinds().items() for kind in kinds}
    readers = {known[x.kind] for x in held if x.kind in known}
    return versions() if mixed or not readers else _with_readers(readers)


def _with_readers(readers: Collection[str]) -> dict[str, int]:
    return {name: version for name, version in versions().items() if name in readers or not name.startswith(READERS)}


def _as_now(made: dict[str, int]) -> bool:
    """Say whether what made a reading would make it again: nothing of another version, nothing that came or went."""
    readers = [name for name in made if name.startswith(READERS)]
    return made == (_with_readers(readers) if len(readers) == 1 else versions())


def lasting(found: Iterable[Extraction]) -> bool:
    """Say whether reading the same file again would give the same."""
    return not any(problem.kind in PASSING for x in found for problem in x.problems)


class Kept:
    """What was settled in files, kept in a state; a `corpus.Memory`."""

    def __init__(self, state: State) -> None:
        """Keep on the shelves of an open state; `used` and `facts` are the keys that were asked for."""
        self.used: set[bytes] = set()
        self.facts: set[bytes] = set()
        self._state = state
        self._extents: dict[int, tuple[str, Extraction]] = {}  # the file is held so that no other takes its address
        shapes = [_names(kind) for kind in (Mention, Statement, Link)]
        self._made = repr((SAID_VERSION, sorted(versions().items()), shapes, state.options)).encode()

    def recall(self, file: Extraction, known: bytes) -> Settled | None:
        """Give what was settled in a file among names with this digest, None where it is not kept."""
        content = self._state.blob(SETTLED, self._settled_key(file, known))
        return None if content is None else _settled(content, file)

    def remember(self, file: Extraction, known: bytes, settled: Settled) -> None:
        """Keep what was settled in a file."""
        self._state.keep(SETTLED, self._settled_key(file, known), _plain(settled, file))

    def fact(self, file: Extraction, name: str, make: Callable[[Extraction], list[Any]]) -> list[Any]:
        """Give what is so of a file whatever stands beside it, made and kept where it is not there."""
        key = self._key("fact " + name, file, b"%d" % FACTS_VERSION)
        self.facts.add(key)
        content = self._state.blob(FACTS, key)
        if content is None:
            found = make(file)
            self._state.keep(FACTS, key, wire.packed(found))
            return found
        return wire.unpacked(content)

    def place(self, file: Extraction) -> str:
        """Give a key of a file as it was read, for what is kept of all files together."""
        return self._key("place", file, b"").hex()

    def together(self, name: str) -> list[Any]:
        """Give what was kept of all files together, an empty list where nothing was."""
        content = self._state.blob(FACTS, self._together_key(name))
        return [] if content is None else wire.unpacked(content)

    def remember_together(self, name: str, found: list[Any]) -> None:
        """Keep what is so of all files together."""
        self._state.keep(FACTS, self._together_key(name), wire.packed(found))

    def let_go(self) -> None:
        """Let go of the files that were asked about; they may be asked about again."""
        self._extents.clear()

    def _together_key(self, name: str) -> bytes:
        version = repr((TOGETHER_VERSION, AUDIT_VERSION, SCORE_VERSION))
        key = self._state.token("together", name, version, self._made)
        self.facts.add(key)
        return key

    def _settled_key(self, file: Extraction, known: bytes) -> bytes:
        key = self._key("settled", file, known)
        self.used.add(key)
        return key

    def _key(self, shelf: str, file: Extraction, known: bytes) -> bytes:
        """Give a key; the extent of what was read is in it, for a deadline or an outer archive may have cut it."""
        if id(file) not in self._extents:
            size = (len(file.segments), sum(len(each.text) for each in file.segments), len(file.mentions))
            self._extents[id(file)] = repr(size), file
        name = file.path.rpartition("/")[2]
        return self._state.token(shelf, file.sha256, name, known, self._extents[id(file)][0], self._made)


class Glances:
    """Where the texts of an output seem to name somebody: `personlike.stretches`, as far as it was asked before.

    What is kept are digests of the texts, and of the few that name somebody the offsets; only what was asked this time
    is left for the next. `TOGETHER_VERSION` is raised too where they come out otherwise.
    """

    def __init__(self, memory: Kept) -> None:
        """Take up what the last run left."""
        self._memory = memory
        nobody, named, offsets = memory.together("glances") or ("", "", [])
        self._known = {**{digest: [] for digest in _cut(nobody)}, **dict(zip(_cut(named), offsets, strict=True))}
        self._asked: dict[str, list[int]] = {}

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """Give where a text seems to name somebody."""
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_GLANCE // 2).hexdigest()
        found = self._known.get(digest)
        if found is None:
            found = self._known[digest] = [*chain.from_iterable(personlike.stretches(text))]
        self._asked[digest] = found
        return list(zip(found[::2], found[1::2], strict=True))

    def let_go(self) -> None:
        """Let go of the files that the memory was asked about; it may be asked about them again."""
        self._memory.let_go()

    def leave(self) -> None:
        """Leave it for the next run."""
        nobody = "".join(digest for digest, found in self._asked.items() if not found)
        named = {digest: found for digest, found in self._asked.items() if found}
        self._memory.remember_together("glances", [nobody, "".join(named), list(named.values())])


_GLANCE = 24  # hex digits of a text's digest


def _cut(digests: str) -> list[str]:
    return [digests[at : at + _GLANCE] for at in range(0, len(digests), _GLANCE)]


def _plain(settled: Settled, file: Extraction) -> bytes:
    """Lay out what was settled; a mention that the reading has is its number there, what is said are columns."""
    numbers = {id(mention): number for number, mention in enumerate(file.mentions)}
    mentions = [numbers[id(each)] if id(each) in numbers else [getattr(each, name) for name in _names(Mention)]
                for each in settled.mentions]  # fmt: skip
    sizes, columns = settled.said.packed()
    lists = wire.packed([mentions, list(settled.said.statements.texts), sizes])
    return _HEAD.pack(len(lists)) + lists + columns


def _settled(content: bytes, file: Extraction) -> Settled:
    end = _HEAD.size + _HEAD.unpack_from(content)[0]
    mentions, texts, sizes = wire.unpacked(content[_HEAD.size : end])
    settled = [Mention(*each) if isinstance(each, list) else file.mentions[each] for each in mentions]
    return Settled(tuple(settled), Said.unpacked(sizes, content[end:], texts))


@functools.cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(kind._fields) if hasattr(kind, "_fields") else tuple(each.name for each in dataclasses.fields(kind))
