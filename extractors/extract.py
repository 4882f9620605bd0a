"""Bytes and a name in, one `Extraction` out, and one more for each member of an archive.

The only place of the package that catches: whatever a document does to a reader becomes a `Problem` here, and what
was read before stays. A status follows from what came out: problems beside content are *partly*, problems alone are
*unread*, and nothing at all out of a file that is not empty is a problem, never a success.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any, Protocol

from extractors import (
    claims,
    collector,
    columns,
    flags,
    letters,
    masked,
    modelled,
    otherscripts,
    registry,
    series,
    sieve,
    slips,
    sniff,
    speakers,
    tables,
    talk,
    terms,
    unnamed,
)
from extractors.model import (
    NAME_KINDS,
    Extraction,
    Flag,
    Format,
    Layer,
    Limits,
    Lost,
    Mention,
    Problem,
    ProblemKind,
    Reading,
    Recognizer,
    Segment,
    Span,
    Status,
    Unreadable,
)
from extractors.officebase import second
from extractors.tagging import merging
from extractors.tagging.merging import Mode

MEMBER = "!/"
HEAD_BYTES = 8192
DEFAULTS = Limits()
# chosen: five members of the largest size that is read at all; bounds what an archive may unpack to over all depths.
TOTAL_MEMBERS = 5
PROBLEMS_PER_KIND = 20  # chosen: more than a person reads about one file
LONGEST_NAME = 160  # chosen: three times a ministry's full name; a page of capitals names nobody, and costs its square
# What programs write that know no day: where Windows, Excel, Mac, Unix and ZIP begin to count, and what writers of PDF
# put that are to give equal files.
UNSET_DAYS = frozenset(
    {"1601-01-01", "1899-12-30", "1900-01-01", "1904-01-01", "1970-01-01", "1980-01-01", "2000-01-01"}
)
SILENT_LAYERS = frozenset({"metadata", "file_name"})
JUNK_NAMES = {
    ".ds_store": "macOS's folder view",
    "thumbs.db": "Windows' picture previews",
    "ehthumbs.db": "Windows' picture previews",
    "desktop.ini": "Windows' folder view",
    "icon\r": "macOS's folder icon",
    "secure preferences": "a browser's settings",
    "local state": "a browser's settings",
}
# Folders of a browser's profile that hold what it fetched: pages of anybody, under numbers for names. Chromium's
# source, components of a user data directory.
CACHE_FOLDERS = frozenset({
    "Cache_Data", "CacheStorage", "Code Cache", "DawnCache", "DawnGraphiteCache", "DawnWebGPUCache", "GPUCache",
    "GrShaderCache", "GraphiteDawnCache", "ScriptCache", "ShaderCache",
})  # fmt: skip
EXTENSION = re.compile(r"(?:\.tar)?\.(?=\d*[A-Za-z])[A-Za-z0-9]{1,5}$")
DRIVE = re.compile(r"^(?://[?.]/)?(?:[A-Za-z]:(?=/))?")
STREAM_SUFFIXES = frozenset({"gz", "bz2", "xz", "lzma", "zst", "z"})
TAR_SUFFIXES = frozenset({"tgz", "tbz", "tbz2", "txz", "tzst"})
# Names that office programs give to what they put into a file; they would join files that share nothing.
MACHINE_NAME = re.compile(
    r"(?:image|media|ole[_ ]?object|picture|package|afchunk|Microsoft_[A-Za-z_]+|embeddings?)\d*", re.IGNORECASE
)
PICTURES = frozenset({"jpeg", "png", "gif", "bmp", "tiff", "webp", "heic"})
WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
# What stands within codes and Latin names; commas, colons and brackets are Chinese as they are.
NARROW = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code).isalnum() or chr(code) in "－．／＠＋％＆＃＿＝"
}
THOUSANDS = re.compile("(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")
SURROGATE = re.compile("[\ud800-\udfff]")

class Watch(Protocol):
    """What is called before each long step, so that a clock may restart."""

    def __call__(self, bare: Extraction | None, chars: int = 0, /) -> None:
        """Take the bare file where one is begun, and how much text the step works through: time grows with it."""


def _unwatched(_: Extraction | None, __: int = 0, /) -> None:
    """Be nobody's clock."""


class OutOfTime(BaseException):
    """Raised into the reading by the guard's clock; no `except Exception` of a reader eats it."""


def extract(data: bytes, name: str, limits: Limits = DEFAULTS, depth: int = 0, modified: str = "") -> list[Extraction]:
    """Read one file, and every file inside it where it is an archive.

    Args:
        data: The bytes of the file.
        name: Its path inside the folder, `/` between parts; surrogate-escaped bytes may stand in it.
        limits: What it may cost; time and memory are the guard's to enforce.
        depth: In how many archives it lies already.
        modified: ISO date that the file system gives, used where the content does not say.

    Returns:
        The file first, then an archive's members in their order, nested ones behind their archive.
    """
    return list(stream(data, name, limits, depth=depth, modified=modified))


def stream(  # noqa: PLR0913  the options are the guard's alone
    data: bytes,
    name: str,
    limits: Limits = DEFAULTS,
    *,
    depth: int = 0,
    modified: str = "",
    after: int = 0,
    broken: frozenset[int] = frozenset(),
    watch: Watch = _unwatched,
    recognise: bool = True,
) -> Iterator[Extraction]:
    """Do what `extract` does, one extraction at a time, and take up again where a dead reader left off.

    Args:
        after: So many extractions were delivered before; they are counted again and not read again.
        broken: Numbers (from 0) of those that must not be opened again.
        watch: Called with the bare file before it is read, and with None before each long step: a clock may restart.
            Before names are looked for, it is told of how many characters.
        recognise: Whether names and values are looked for in the text.
    """
    walk = _Walk(limits, after, broken, watch, limits.member_bytes * TOTAL_MEMBERS, recognise=recognise)
    yield from _files(data, name, modified, depth, walk)


def stream_together(
    files: Sequence[tuple[bytes, str, str]], limits: Limits = DEFAULTS, *, watch: Watch = _unwatched
) -> Iterator[list[Extraction] | None]:
    """Give for each of several small files what `extract` gives, at less cost: their names are looked for together.

    Args:
        files: The bytes, the path inside the folder and the ISO date of each.
        limits: What each may cost.
        watch: Called before each long step, as that of `stream`.

    Yields:
        The extractions of a file, None for one that holds too much, or failed among the others: it is to be read alone.
    """
    held = [_small(stream(data, name, limits, modified=modified, watch=watch, recognise=False))
            for data, name, modified in files]  # fmt: skip
    told = [each for found in held for each in found or () if each.segments]
    watch(None, sum(_chars(each.segments) for each in told))
    problems: list[Problem] = []
    with _caught(problems):
        recognised_in = _together([list(each.segments) for each in told])
    if problems:
        yield from [None] * len(held)
        return
    named = {id(each): mentions for each, mentions in zip(told, recognised_in, strict=True)}
    for found in held:
        yield found if found is None else [_with(each, *named.get(id(each), ((), ()))) for each in found]


TOGETHER_CHARS = 1 << 18  # chosen: of one file; what holds more costs little by itself
TOGETHER_MEMBERS = 64


def _small(found: Iterator[Extraction]) -> list[Extraction] | None:
    """Take in the extractions of a file, None where they are too much to be held beside others."""
    held, chars = list[Extraction](), 0
    for each in found:
        held.append(each)
        chars += _chars(each.segments)
        if chars > TOGETHER_CHARS or len(held) > TOGETHER_MEMBERS:
            return None
    return held


def _chars(segments: Sequence[Segment]) -> int:
    return sum(len(segment.text) for segment in segments)


def _with(bare: Extraction, mentions: tuple[Mention, ...], found: tuple[Flag, ...]) -> Extraction:
    return replace(bare, mentions=mentions, flags=found) if mentions or found else bare


def texts(data: bytes, name: str, *given: Any, **options: Any) -> Iterator[Extraction]:
    """Do what `stream` does without looking for names and values: the reading alone, to be measured by itself."""
    return stream(data, name, *given, **options, recognise=False)


# A sentence in each language that makes every recognizer load what it looks names and numbers up in.
_WARMING = (
    "王磊经理说，3月5日把2吨货送到上海市永明精工有限公司的三号仓库。",
    "Lu Zhenguo of Corvella Ltd told Tao Min in Rome on 5 March that two pumps cost 300 EUR.",
)


def warm(limits: Limits = DEFAULTS) -> None:
    """Import every plug-in and its data and open the models now, so that no file pays for it."""
    registry.formats()
    for recognizer in registry.recognizers():
        recognizer.find([Segment(text, "body", "¶1") for text in _WARMING])
    # The tagger is left to the first file of prose: it takes a tenth of a second and 25 MB.
    for model in limits.models:
        modelled.opened(model).extract(list(_WARMING))


@dataclass(slots=True)
class _Walk:
    """One outer file being walked: what it may still cost, and which of its files are wanted."""

    limits: Limits
    after: int
    broken: frozenset[int]
    watch: Watch
    bytes_left: int
    number: int = -1
    recognise: bool = True

    def wanted(self) -> bool:
        return self.number >= self.after

    def spend(self, size_bytes: int) -> None:
        """Raise `Unreadable` where the outer file has unpacked to more than it may."""
        self.bytes_left -= size_bytes
        if self.bytes_left < 0:
            raise Unreadable("too_big", "the outer archive unpacks to more than is read of one archive")
        if self.number >= self.limits.members:
            raise Unreadable("bomb", f"the outer archive has more than {self.limits.members} files in all")


def _files(  # noqa: PLR0913, PLR0917  a file, where it lies, and what is known of it
    data: bytes, name: str, modified: str, depth: int, walk: _Walk, fault: Problem | None = None
) -> Iterator[Extraction]:
    """Yield this file and, of an archive, its members; a fault is what its own archive says of it."""
    walk.number += 1
    if walk.number in walk.broken:
        return
    bare = Extraction(name, hashlib.sha256(data).hexdigest(), len(data), "unknown", "unread", modified=modified)
    skip = _skipped(data, name)
    if skip is not None:
        if walk.wanted():
            yield replace(bare, status="skipped", problems=(skip,))
        return
    problems = [fault] if fault else []
    if walk.wanted():
        walk.watch(bare)
    with _caught(problems):
        bare = replace(bare, kind=sniff.kind(data[:HEAD_BYTES], data, name.rpartition("/")[2]))
    reader = registry.formats().get(bare.kind)
    if reader is not None and reader.members_are_files:
        yield from _archive(data, bare, reader, depth, walk, fault)
    elif walk.wanted():
        yield _document(data, replace(bare, segments=(_title(name),)), reader, problems, walk)


def _archive(  # noqa: PLR0913, PLR0917  a file, its reader, and what is known of it
    data: bytes, bare: Extraction, reader: Format, depth: int, walk: _Walk, fault: Problem | None
) -> Iterator[Extraction]:
    """Yield the archive, which has members instead of segments, then each member, lost ones last; paths are unique.

    A member that is cut by depth or total size, and one that the archive does not give, is a file that was not read,
    so it is named with its problem.
    """
    reading, wanted = Reading(), walk.wanted()
    faults = [fault] if fault else []
    walk.watch(bare if wanted else None)
    with _caught(faults):
        if depth >= walk.limits.depth:
            raise Unreadable("bomb", f"lies in {depth} archives; deeper ones are not opened")
        reader.read(data, reading, walk.limits)
    reading.problems.extend(faults)
    members, lost = deque(reading.members), deque(reading.lost)
    if wanted:
        yield _archive_status(bare, reading)
    del reading.members, reading.lost, data
    paths = _Paths(bare.path)
    modified = _day(reading, bare)
    while members:
        name, member = members.popleft()
        yield from _member(member, paths.path(name), modified, depth, walk)
    while lost:
        one = lost.popleft()
        yield from _lost(one, paths.path(one.name), modified, depth, walk)


def _day(reading: Reading, bare: Extraction) -> str:
    """Give the day that a file says it was changed on, the folder's where it says none or one that no clock gave it."""
    return bare.modified if not reading.modified or reading.modified[:10] in UNSET_DAYS else reading.modified


def _archive_status(bare: Extraction, reading: Reading) -> Extraction:
    members = len(reading.members) + len(reading.lost)
    unread = Counter(lost.problem.kind for lost in reading.lost if lost.problem.kind != "link")
    reading.problems.extend(Problem(kind, f"{count} of {members} files in it") for kind, count in unread.items())
    problems = _few(reading.problems)
    status: Status = "read"
    if problems:
        status = "partly" if reading.members or any(lost.rest for lost in reading.lost) else "unread"
    elif not members:
        status, problems = "skipped", (Problem("empty", "an archive with nothing in it"),)
    return replace(bare, status=status, problems=problems, modified=_day(reading, bare))


class _Paths:
    """Gives each member of one archive a path of its own, below the archive's, and never one that leads elsewhere."""

    def __init__(self, outer: str) -> None:
        self._outer = outer
        self._taken: Counter[str] = Counter()

    def path(self, name: str) -> str:
        """Give the path; a name that was given out before gets a number."""
        name = _inside(name) or _unpacked_name(self._outer)
        path, again = name, self._taken[name]
        while again and path in self._taken:
            again += 1
            path = f"{name} ({again})"
        self._taken[name] = max(again, 1)
        self._taken[path] = max(self._taken[path], 1)
        return f"{self._outer}{MEMBER}{path}"


def _inside(name: str) -> str:
    """Give a member's name with `/` between its parts, without a root, a drive, or steps upwards: a mere label."""
    parts = DRIVE.sub("", name.replace("\\", "/").replace("\0", "")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _unpacked_name(outer: str) -> str:
    """Give the name of the one nameless file in a compressed stream: the stream's, without what says how."""
    name = outer.replace(MEMBER, "/").rpartition("/")[2]
    bare, _, suffix = name.rpartition(".")
    if suffix.lower() in TAR_SUFFIXES:
        return f"{bare}.tar"
    return bare if bare and suffix.lower() in STREAM_SUFFIXES else "content"


def _lost(lost: Lost, path: str, modified: str, depth: int, walk: _Walk) -> Iterator[Extraction]:
    """Yield a member that its archive did not give, or what could be saved of it."""
    if lost.rest:
        yield from _member(lost.rest, path, modified, depth, walk, lost.problem)
        return
    walk.number += 1
    if walk.wanted():
        status: Status = "skipped" if lost.problem.kind == "link" else "unread"
        yield Extraction(path, "", lost.size_bytes, "unknown", status, (lost.problem,), modified=modified)


def _member(  # noqa: PLR0913, PLR0917  a file, where it lies, and what is known of it
    data: bytes, name: str, modified: str, depth: int, walk: _Walk, fault: Problem | None = None
) -> Iterator[Extraction]:
    problems: list[Problem] = []
    with _caught(problems):
        if len(data) > walk.limits.member_bytes:
            raise Unreadable("too_big", f"{len(data)} bytes; at most {walk.limits.member_bytes} are read")
        walk.spend(len(data))
    if not problems:
        yield from _files(data, name, modified, depth + 1, walk, fault)
        return
    walk.number += 1
    if walk.wanted():
        yield Extraction(name, "", len(data), "unknown", "unread", tuple(problems), modified=modified)


def _document(data: bytes, bare: Extraction, reader: Format | None, problems: list[Problem], walk: _Walk) -> Extraction:
    """Give the extraction of one file that is no archive, whatever happens."""
    with _caught(problems):
        return _content(data, bare, reader, problems, walk)
    return replace(bare, problems=_few(problems))


def _content(data: bytes, bare: Extraction, reader: Format | None, problems: list[Problem], walk: _Walk) -> Extraction:
    walk.watch(bare)
    reading = Reading()
    with _caught(problems):
        _read(data, _known(reader, bare.kind), reading, 0, walk)
    walk.watch(None)  # whatever ended the reading: what was read has time of its own
    reading.problems = problems = [*reading.problems, *problems]
    _cut(reading, walk.limits.text_chars)
    status = _status(reading, data)
    segments = [*bare.segments, *map(_clean, reading.segments)]
    problems += otherscripts.problems(segments)
    mentions, found = _recognised(segments, problems, walk.watch, walk.limits.models) if walk.recognise else ((), ())
    return replace(
        bare,
        status="partly" if status == "read" and problems else status,
        problems=_few(problems),
        segments=tuple(segments),
        mentions=mentions,
        flags=found,
        modified=_day(reading, bare),
        sharer="" if unnamed.is_account(reading.author) else SURROGATE.sub("\ufffd", reading.author),
    )


def _read(data: bytes, reader: Format, reading: Reading, depth: int, walk: _Walk) -> None:
    """Fill the reading with the file's own content, then with that of the files inside it."""
    reading.step = partial(walk.watch, None)
    faults: list[Problem] = []  # not the reading's own list, for a reader may put another in its place
    try:
        with _caught(faults, pass_time=True):
            reader.read(data, reading, walk.limits)
        with _caught(faults, pass_time=True):
            second.put(data, reader.kinds[0], reading, faults, walk.limits)
    finally:
        with _caught(faults), collector.paused():
            reading.segments = tables.headed(reading.segments)
        reading.problems.extend(faults)
    reading.problems.extend(lost.problem for lost in reading.lost if lost.problem.kind != "link")
    parts = [*reading.members, *((lost.name, lost.rest) for lost in reading.lost if lost.rest)]
    reading.members, reading.lost = [], []
    layer: Layer = "embedded_object" if _embeds(reader) else "attachment"
    for number, (name, part) in enumerate(parts, 1):
        inner = Reading()
        try:
            _read_part(part, name, inner, depth + 1, walk)
        finally:
            _absorb(reading, inner, name, f"{layer.replace('_', ' ')} {number}", layer)


def _known(reader: Format | None, kind: str) -> Format:
    """Give the reader, or raise `Unreadable` where there is none."""
    if reader is not None:
        return reader
    if kind.startswith("encrypted"):
        raise Unreadable("encrypted", "needs a password")
    raise Unreadable("unsupported", f"no reader for a file of kind {kind}")


def _embeds(reader: Format) -> bool:
    return "embedded_object" in reader.layers and "attachment" not in reader.layers


def _read_part(data: bytes, name: str, reading: Reading, depth: int, walk: _Walk) -> None:
    """Fill the reading with one attachment or embedded object; archives among them are parts as well."""
    if _skipped(data, name) is not None:
        return
    with _caught(reading.problems, pass_time=True):
        walk.spend(len(data))
        if depth > walk.limits.depth:
            raise Unreadable("bomb", f"lies in {depth} files; deeper ones are not opened")
        kind = sniff.kind(data[:HEAD_BYTES], data, name.rpartition("/")[2])
        _read(data, _known(registry.formats().get(kind), kind), reading, depth, walk)
        if kind in PICTURES:  # a photograph inside a document need not say anything
            reading.problems = [problem for problem in reading.problems if problem.kind != "empty"]
            return
        if not reading.problems and not reading.segments:
            raise Unreadable("empty", f"no text found in a file of kind {kind}")


def _few(problems: list[Problem]) -> tuple[Problem, ...]:
    """Give the first problems of each kind, and of the others how many there are: a page tree may name millions."""
    kept: list[Problem] = []
    counts: Counter[ProblemKind] = Counter()
    for problem in problems:
        counts[problem.kind] += 1
        if counts[problem.kind] <= PROBLEMS_PER_KIND:
            kept.append(problem)
    more = {kind: count - PROBLEMS_PER_KIND for kind, count in counts.items() if count > PROBLEMS_PER_KIND}
    return (*kept, *(Problem(kind, f"and {count} more of this kind") for kind, count in more.items()))


def _absorb(reading: Reading, inner: Reading, name: str, place: str, layer: Layer) -> None:
    """Append what a part gave: its place carries its name, a problem only its number, for that is no quote."""
    table = max((segment.table for segment in reading.segments), default=0)
    where = f"{layer.replace('_', ' ')} {name}"
    if name and not MACHINE_NAME.fullmatch(_stem(name)):
        reading.segments.append(Segment(_stem(name), layer, where, "heading"))
    for segment in inner.segments:
        number = segment.table + table if segment.table else 0
        reading.segments.append(replace(segment, layer=layer, where=f"{where}: {segment.where}", table=number))
    for problem in inner.problems:
        reading.problems.append(Problem(problem.kind, f"{place}: {problem.detail}"))


def _cut(reading: Reading, text_chars: int) -> None:
    """Keep no more than so many characters, whole segments only."""
    for index, segment in enumerate(reading.segments):
        text_chars -= len(segment.text)
        if text_chars < 0:
            reading.problems.append(Problem("truncated", f"cut after {index} segments, where the text limit lies"))
            del reading.segments[index:]
            return


def _status(reading: Reading, data: bytes) -> Status:
    """Name the status, and add the problem that nothing came out where nothing else says so."""
    said = [segment for segment in reading.segments if segment.text.strip()]
    if not reading.problems and all(segment.layer in SILENT_LAYERS for segment in said):
        reading.problems.append(Problem("empty", f"no text found in {len(data)} bytes outside the metadata"))
    if not reading.problems:
        return "read"
    return "partly" if said else "unread"


def recognised(segments: Sequence[Segment], mode: Mode = "both") -> tuple[Mention, ...]:
    """Give the mentions in one file's segments by the rules, the tagger or both; a recognizer that fails gives none."""
    return _recognised(list(segments), [], _unwatched, (), mode)[0]


def recognised_together(files: Sequence[Sequence[Segment]]) -> list[tuple[Mention, ...]]:
    """Give the mentions of several files as `recognised` gives those of each, at less cost where the files are short.

    Raises:
        Unreadable: A recognizer failed; which files it gives nothing for is told of each alone.
    """
    return [mentions for mentions, _ in _together([list(segments) for segments in files])]


def _together(files: Sequence[list[Segment]]) -> list[tuple[tuple[Mention, ...], tuple[Flag, ...]]]:
    problems: list[Problem] = []
    registry.recognizers()  # first, for what each looks for is told to the sieve as its module is imported
    with _caught(problems, pass_time=True), collector.paused():
        begun = [_Recognition(segments, problems) for segments in files]
        sieve.tell([each.plain for each in begun])
        claims.tell([each.plain for each in begun])
        for each in begun:
            each.ask_rules()
        merging.settle_together([(each.plain, each.mentions) for each in begun], "both")
        for each in begun:
            each.settle()
        if not problems:
            return [each.done() for each in begun]
    raise Unreadable(problems[0].kind, problems[0].detail)


def _recognised(
    segments: list[Segment], problems: list[Problem], watch: Watch, models: Sequence[str] = (), mode: Mode = "both"
) -> tuple[tuple[Mention, ...], tuple[Flag, ...]]:
    """Ask recognizers, tagger, models, then the flags; one that fails leaves the others' finds in place."""
    begun, chars = _Recognition(segments, problems), _chars(segments)
    watch(None, chars)
    with _caught(problems, late=_SEARCH_ENDED), collector.paused():
        begun.ask_rules()
        with _caught(problems, pass_time=True):
            merging.settle(begun.plain, begun.mentions, mode)
        begun.settle()
        for model in map(modelled.opened, models):
            with _caught(problems, pass_time=True):
                begun.mentions.extend(modelled.merged(begun.plain, begun.mentions, model, partial(watch, None)))
    watch(None, chars)  # markings are looked for even where names took all their time
    return begun.done()


class _Recognition:
    """One file's mentions on their way; what a recognizer fails at is a problem, the end of time is passed on."""

    def __init__(self, segments: list[Segment], problems: list[Problem]) -> None:
        self._segments, self._problems = segments, problems
        # made once: recognizers share what they tell of one list
        self.plain = [half_width(segment) for segment in segments]
        self.mentions: list[Mention] = []

    def ask_rules(self) -> None:
        """Collect what each recognizer finds."""
        apart = columns.apart(self.plain)
        whole = columns.whole(self.plain) if apart.places else apart
        self.mentions += apart.numbers
        for recognizer in registry.recognizers():
            with _caught(self._problems, pass_time=True):
                self.mentions.extend(_found(recognizer, whole if recognizer.whole_rows else apart))

    def settle(self) -> None:
        """Settle who speaks, what letters stand for and what names nobody, once rules and tagger are one."""
        with _caught(self._problems, pass_time=True):
            masked.settle(self.plain, self.mentions)
            speakers.settle(self.plain, self.mentions)
            letters.settle(self.plain, self.mentions)
            talk.settle(self.plain, self.mentions)
            series.settle(self.plain, self.mentions)
            otherscripts.settle(self.plain, self.mentions)
            slips.settle(self.plain, self.mentions)
            unnamed.settle(self.plain, self.mentions)
            terms.settle(self.plain, self.mentions)

    def done(self) -> tuple[tuple[Mention, ...], tuple[Flag, ...]]:
        """Give the mentions in order, and the flags."""
        _order(self.mentions)
        found: tuple[Flag, ...] = ()
        with _caught(self._problems):
            found = tuple(flags.flags(self._segments, self.mentions))
        return tuple(self.mentions), found


def _order(mentions: list[Mention]) -> None:
    """Sort mentions by place, then end, kind and norm.

    The few that begin at one place are sorted among themselves: a key of all five for each of a long text's half a
    million mentions would weigh as much as a third of the mentions do.
    """
    mentions.sort(key=attrgetter("start"))
    mentions.sort(key=attrgetter("segment"))
    first = 0
    for at in range(1, len(mentions) + 1):
        same = at < len(mentions) and mentions[at].start == mentions[first].start
        if same and mentions[at].segment == mentions[first].segment:
            continue
        if at - first > 1:
            mentions[first:at] = sorted(mentions[first:at], key=attrgetter("end", "kind", "norm"))
        first = at


def half_width(segment: Segment) -> Segment:
    """Give a segment with full-width letters and digits as plain ones; offsets stay."""
    if segment.text.isascii() or not WIDE.search(segment.text):
        return segment
    return replace(segment, text=THOUSANDS.sub(",", segment.text.translate(NARROW)))


def _found(recognizer: Recognizer, asked: columns.Asked) -> Iterator[Mention]:
    spans = recognizer.find(asked.given)
    if len(spans) != len(asked.given):
        raise ValueError(f"{len(spans)} lists of spans for {len(asked.given)} segments")
    return asked.mentions([_short(found) if found else found for found in spans])


def _short(spans: list[Span]) -> list[Span]:
    for s in spans:
        if s.end - s.start > LONGEST_NAME:
            return [s for s in spans if s.end - s.start <= LONGEST_NAME or s.kind not in NAME_KINDS]
    return spans


def _skipped(data: bytes, name: str) -> Problem | None:
    """Say why a file is passed over, None for one that is to be read."""
    why = junk(name)
    if why:
        return Problem("unsupported", why)
    if not data:
        return Problem("empty", "zero bytes")
    if len(data) < HEAD_BYTES and not data.strip(b" \t\r\n\0"):
        return Problem("empty", "nothing but blanks")
    return None


def junk(path: str) -> str:
    """Say why a path is a system's own file and nobody's document, "" for any other.

    A lock file is named too: it stands for a document that lies beside it.
    """
    *folders, name = path.replace("\\", "/").split("/")
    if "__MACOSX" in folders or name.startswith("._"):
        return "system file: macOS's second half of another file"
    if name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#")):
        return "system file: an office program's lock on another file"
    if not CACHE_FOLDERS.isdisjoint(folders):
        return "system file: what a browser fetched and kept"
    what = JUNK_NAMES.get(name.lower(), "")
    return f"system file: {what}" if what else ""


def _title(path: str) -> Segment:
    """Give the file's name as the segment that comes first; dates and version marks in it speak."""
    return Segment(_stem(path), "file_name", "file name", "title")


def _stem(path: str) -> str:
    """Give a file's name without folders and extension, legible and in composed characters."""
    name = path.replace(MEMBER, "/").rstrip("/").rpartition("/")[2]
    return unicodedata.normalize("NFC", _legible(EXTENSION.sub("", name) or name))


def _legible(name: str) -> str:
    """Read a name's surrogate-escaped bytes as GB 18030, the usual source of such names; else mark them."""
    if not SURROGATE.search(name):
        return name
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return SURROGATE.sub("\ufffd", name)


def _clean(segment: Segment) -> Segment:
    """Mark lone surrogates, which no recognizer in another language can take; offsets stay."""
    if segment.text.isascii() or not SURROGATE.search(segment.text):
        return segment
    return replace(segment, text=SURROGATE.sub("\ufffd", segment.text))


class _caught:  # noqa: N801  reads as what it does; a class, for one made of a generator costs three times as much
    """Turns whatever is raised inside into a problem."""

    def __init__(self, problems: list[Problem], *, pass_time: bool = False, late: Problem | None = None) -> None:
        """Take where the problem goes, whether the end of time is let through, and else what is said of it."""
        self._problems, self._pass_time, self._late = problems, pass_time, late

    def __enter__(self) -> None:
        """Do nothing."""

    def __exit__(self, _: object, fault: BaseException | None, __: object) -> bool:
        """Keep the problem; whatever ends the program goes on."""
        if fault is None or isinstance(fault, KeyboardInterrupt | GeneratorExit):
            return False
        if self._pass_time and isinstance(fault, OutOfTime):
            return False
        self._problems.append(_problem(fault, self._late or _ENDED))
        return True


_ENDED = Problem("timeout", "stopped at the time limit; what was read before is kept")
_SEARCH_ENDED = Problem(
    "timeout", "the text is read, names and values were looked for until the time limit; what was found before is kept"
)


def _problem(fault: BaseException, late: Problem = _ENDED) -> Problem:
    match fault:
        case Unreadable():
            return fault.problem
        case OutOfTime():
            return late
        case MemoryError():
            return Problem("memory", "stopped at the memory limit; what was read before is kept")
        case RecursionError():
            return Problem("bomb", "nested deeper than a reader can follow")
        case _:  # a reader's bug, or a Rust panic, must not end the audit: it is named
            return Problem("crash", f"{type(fault).__name__} at {_origin(fault)}")


def _origin(fault: BaseException) -> str:
    """Give module and line of the innermost frame that is ours; never the message, which may quote the document."""
    place, trace = "?", fault.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", "?"))
        if module.startswith("extractors."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
