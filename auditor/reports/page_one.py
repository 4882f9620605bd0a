"""What page one says, in words: shared by the terminal, the page and the checklist, so that they never differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from auditor import clauses, messages, spots
from auditor.masking import marked_files
from auditor.model import Audit, FileEntry, FileProblem, Part, RemovalSet, Sector, Shortlist, ShortlistItem, Straw
from auditor.reports.clean import clean, flowing

_DARK = 0.1  # share of files unread or partly read from which a low score is no good news
ROWS = 10  # PRODUCT.md: at most ten rows, the rest is behind them
_FOLDERS, _MOSTLY = 2, 0.25  # folders told of a sector, each with this share of its files at least
_STAMP = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d)(?::[\d.]+)?(?P<zone>Z|[+-]\d\d:\d\d)?", re.ASCII)
_LINE = re.compile(r"(?:line|row|table \d+ row) \d+")  # places that are rows already by what they are called
NAMED = 5  # files named in a sentence before the rest is counted

Strong = Callable[[str], str]


def _unmarked(figure: str) -> str:
    return figure


@dataclass(frozen=True, slots=True)
class Row:
    """One shortlist row as a reader sees it; every text is clean and in the reader's language.

    Attributes:
        file: The file that stands for the row.
        copies: The files that must go with it.
        dated: The same in the order of their dates, with these.
        size_bytes: Of all files of the row together.
        instead: What is enough to take out of it, with the score then, or that nothing smaller was found; "" where
            that is not known.
        gentler: Whether `instead` is something to do.
        redacted: Whether its files stay and parts of them go.
        finding: Id of the finding that `why` speaks of, "" for none.
        marked: Whether one of them bears a secrecy marking.
    """

    rank: int
    file: str
    copies: tuple[str, ...]
    dated: tuple[str, ...]
    date: str
    sharer: str
    size_bytes: int
    action: str
    score_after: float
    findings_broken: int
    why: str
    instead: str
    redacted: bool
    marked: bool
    gentler: bool
    finding: str


def rows(audit: Audit, lang: str) -> tuple[Row, ...]:
    """Give every shortlist row; page one shows the first `ROWS` of them."""
    files = {entry.path: entry for entry in audit.files}
    marked = marked_files(audit.files)
    return tuple(_row(item, files, marked, lang) for item in audit.shortlist.items)


def _row(item: ShortlistItem, files: dict[str, FileEntry], marked: frozenset[str], lang: str) -> Row:
    entries = [files[path] for path in item.files if path in files]
    hidden = bool(marked.intersection(item.files))
    return Row(
        rank=item.rank,
        file=clean(item.files[0]),
        copies=tuple(map(clean, item.files[1:])),
        dated=_dated(item.files[1:], files, lang),
        date=clean(entries[0].own_date) if entries else "",
        sharer=clean(entries[0].sharer) if entries else "",
        size_bytes=sum(entry.bytes for entry in entries),
        action=flowing(messages.label("action", "stop" if hidden else item.action, lang)),
        score_after=item.score_after,
        findings_broken=item.findings_broken,
        why=messages.text("marking.why", lang) if hidden else flowing(item.why),
        instead="" if hidden else instead(item, lang),
        redacted=item.action == "redact" and not hidden,
        marked=hidden,
        gentler=not hidden and _gentler(item),
        finding=item.finding,
    )


def _gentler(item: ShortlistItem) -> bool:
    return bool(item.parts) and item.score_if_redacted is not None


def instead(item: ShortlistItem, lang: str) -> str:
    """Say what is enough to take out of a row's files, and the score then, or that nothing smaller was found.

    It gives "" where not enough was looked for to say that.
    """
    if not item.parts or item.score_if_redacted is None:
        return messages.text("part.none", lang) if item.parts_sought else ""
    key = "part.do" if item.action == "redact" else "part.enough"
    return messages.text(key, lang, parts=parts(item, lang), score=figure(item.score_if_redacted))


def parts(item: ShortlistItem, lang: str) -> str:
    """Say what to take out of a row's files; what is to go of all of them alike is said once."""
    by_file: dict[str, list[Part]] = {}
    for part in item.parts:
        by_file.setdefault(part.file, []).append(part)
    said = {path: _taken_out(found, lang) for path, found in by_file.items()}
    if len(set(said.values())) == 1:
        return next(iter(said.values()))
    named = (messages.text("part.in_file", lang, part=part, file=clean(path)) for path, part in said.items())
    return ("；" if lang == "zh" else "; ").join(named)


def _taken_out(parts: Iterable[Part], lang: str) -> str:
    """Say what to take out of one file."""
    by_kind: dict[str, list[str]] = {}
    for part in sorted(parts, key=lambda part: spots.in_order(part.where)):
        layer = f"part.layer.{part.layer}" if f"part.layer.{part.layer}" in messages.MESSAGES else f"layer.{part.layer}"
        where = messages.text(layer, lang) if part.what == "layer" else _place_of(part, lang)
        what = "line" if part.what == "row" and _LINE.match(part.where) else part.what
        by_kind.setdefault(what, []).append(where)
    comma = "、" if lang == "zh" else ", "
    said = (_cleared(what, len(places) > 1, comma.join(places), lang) for what, places in by_kind.items())
    return ("并" if lang == "zh" else " and ").join(said)


def _place_of(part: Part, lang: str) -> str:
    """Give the place of a part, and behind it the hidden layer in which a reader would not see it."""
    where, layer = place(part.where, lang), spots.unseen(part.where, part.layer, lang)
    return messages.text("part.hidden", lang, where=where, layer=layer) if layer else where


def _cleared(what: str, several: bool, where: str, lang: str) -> str:
    """Say that one kind of part goes; a name that an author gave stands in the spaces of the message."""
    spaced = where if what in ("column", "sheet") else spots.spaced(where, lang)
    return messages.text(f"part.{what}{'s' if several else ''}", lang, where=spaced).strip()


@dataclass(frozen=True, slots=True)
class Going:
    """One row of a sector's list.

    Attributes:
        names: The files that go, clean.
        score: Of the sector once this row and all above it are gone.
        stop: What to do with a file that bears a secrecy marking, in words; "" where none of them does.
    """

    names: tuple[str, ...]
    score: float
    stop: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A sector with a list of its own, as a reader sees it.

    Attributes:
        number: Its place among the audit's sectors, from 1; as it is asked for, `--sector NUMBER`.
        said: What its list does, in words.
        reached: Whether its list brings it to the target.
        where: In which folders its files mostly lie, in words; "" where they lie in none, or all over.
    """

    number: int
    label: str
    said: str
    reached: bool
    where: str
    rows: tuple[Going, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Give all files that go."""
        return tuple(name for row in self.rows for name in row.names)


def by_sector(audit: Audit) -> bool:
    """Say whether the sectors' lists are what to go by: the folder's own does not reach the target."""
    return not audit.shortlist.reached and any(each.shortlist and each.shortlist.items for each in audit.sectors)


def planned(audit: Audit, lang: str) -> tuple[Planned, ...]:
    """Give the sectors that have a list of their own, in the order of the audit."""
    marked = marked_files(audit.files)
    return tuple(
        _planned(number, sector, sector.shortlist, marked, lang)
        for number, sector in enumerate(audit.sectors, 1) if sector.shortlist and sector.shortlist.items
    )  # fmt: skip


def _planned(number: int, sector: Sector, listed: Shortlist, marked: frozenset[str], lang: str) -> Planned:
    stop = flowing(messages.label("action", "stop", lang))
    rows = tuple(Going(tuple(map(clean, item.files)), item.score_after, "" if marked.isdisjoint(item.files) else stop)
                 for item in listed.items)  # fmt: skip
    said = messages.text(
        "sector.reached" if listed.reached else "sector.not_reached", lang,
        files=messages.count("files", sum(len(row.names) for row in rows), lang), before=figure(listed.score_before),
        after=figure(listed.score_after), target=figure(listed.target),
    )  # fmt: skip
    return Planned(number, flowing(sector.label), said, listed.reached, where(sector, lang), rows)


def where(sector: Sector, lang: str) -> str:
    """Say in which folders a sector's files mostly lie: what the group calls it, where its folders are in order."""
    folders = Counter(path.partition("/")[0] for path in sector.files if "/" in path)
    mostly = [name for name, many in sorted(folders.items(), key=lambda pair: (-pair[1], pair[0]))[:_FOLDERS]
              if many >= _MOSTLY * len(sector.files)]  # fmt: skip
    named = ("、" if lang == "zh" else ", ").join(f"{clean(name)}/" for name in mostly)
    return messages.text("sector.where", lang, folders=named) if named else ""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the target as a reader sees it.

    Attributes:
        key: As it is asked for, `--prefer KEY`.
        amount: Documents, files and the score then, in words.
        dates: Of the oldest and the newest file that go, in words, "" where none has a date.
        listed: Whether it is the list above.
    """

    key: str
    name: str
    amount: str
    dates: str
    loss: str
    when: str
    documents: int
    score: float
    reached: bool
    listed: bool
    files: tuple[str, ...]


def ways(audit: Audit, lang: str) -> tuple[Way, ...]:
    """Give the ways to the target that stand side by side."""
    dates = {entry.path: clean(entry.own_date) for entry in audit.files if entry.own_date}
    return tuple(_way(found, dates, found.kind == audit.shortlist.kind, lang) for found in audit.shortlist.sets)


def _way(found: RemovalSet, dates: dict[str, str], listed: bool, lang: str) -> Way:
    days = sorted(dates[path] for path in found.files if path in dates)
    amount = messages.count("documents", found.documents, lang)
    if len(found.files) > found.documents:
        files = messages.count("files", len(found.files), lang)
        amount = messages.text("set.with_copies", lang, documents=amount, files=files)
    return Way(
        key=found.kind.replace("_", "-"),
        name=messages.text(f"set.{found.kind}", lang),
        amount=amount,
        dates=messages.text("set.dates", lang, first=days[0], last=days[-1]) if days else "",
        loss=messages.text("set.loss", lang, cost=found.cost),
        when=messages.text(f"set.{found.kind}.when", lang),
        documents=found.documents,
        score=found.score_after,
        reached=found.reached,
        listed=listed,
        files=tuple(map(clean, found.files)),
    )


def ways_in_brief(audit: Audit, lang: str) -> str:
    """Give the ways to the target in one line, "" where there is but one."""
    found = audit.shortlist.sets
    said = (
        messages.text("set.brief", lang, name=messages.text(f"set.{each.kind}", lang), documents=each.documents,
                      score=figure(each.score_after))
        for each in found
    )  # fmt: skip
    return " · ".join(said) if len(found) > 1 else ""


def frontier_in_brief(audit: Audit, lang: str) -> str:
    """Give the lowest scores after each number of removals in one line, "" where the rows are all that is known."""
    points = [point for point in audit.shortlist.frontier if 0 < point.removed <= ROWS]
    if len(points) <= len(audit.shortlist.items):
        return ""
    return messages.text("set.frontier", lang, scores=" ".join(figure(point.score) for point in points))


def _dated(paths: tuple[str, ...], files: dict[str, FileEntry], lang: str) -> tuple[str, ...]:
    dates = {path: files[path].own_date if path in files else "" for path in paths}
    return tuple(with_date(path, dates[path], lang) for path in sorted(paths, key=lambda path: (dates[path], path)))


def with_date(path: str, date: str, lang: str, more: str = "") -> str:
    """Give a clean name with its date behind it, and what else is known."""
    comma, form = ("，", "{}（{}）") if lang == "zh" else (", ", "{} ({})")
    facts = comma.join(filter(None, (clean(date), more)))
    return form.format(clean(path), facts) if facts else clean(path)


def marked(audit: Audit) -> tuple[str, ...]:
    """Give the clean names of the files with a secrecy marking and of their copies, sorted."""
    return tuple(sorted(map(clean, marked_files(audit.files))))


def named(audit: Audit, status: str) -> tuple[str, ...]:
    """Give the clean names of all files of one status, sorted."""
    return tuple(sorted(clean(entry.path) for entry in audit.files if entry.status == status))


def few(names: tuple[str, ...], lang: str, shown: int = NAMED) -> str:
    """Give the first names and how many more there are."""
    rest = [messages.count("more", len(names) - shown, lang)] if len(names) > shown else []
    return ("、" if lang == "zh" else ", ").join([*names[:shown], *rest])


def coverage(audit: Audit, lang: str) -> str:
    """Give the line of counts."""
    counts = audit.coverage
    scans = unrecognised(audit)
    told = messages.text(
        "coverage.line",
        lang,
        files=messages.count("files", counts.files, lang),
        read=counts.read,
        partly=counts.partly,
        unread=counts.unread,
        skipped=counts.skipped,
    )
    return f"{told} · {messages.text('coverage.pictures', lang, n=scans)}" if scans else told


def headline(audit: Audit, lang: str, strong: Strong = _unmarked) -> tuple[str, ...]:
    """Give the sentences that say all that matters, in order; `strong` marks the figures in them."""
    score = messages.text("headline.score", lang, score=strong(figure(audit.score.value)))
    if not audit.coverage.read + audit.coverage.partly:
        return (score, messages.text("headline.empty", lang))
    picture = messages.text(
        "headline.picture",
        lang,
        sheet=strong(messages.share(audit.score.sheet_share, lang)),
        single=strong(messages.share(audit.score.best_single_share, lang)),
    )
    return (score, picture, *_remedy(audit, lang, strong), *_by_sector(audit, lang))


def _by_sector(audit: Audit, lang: str) -> Iterable[str]:
    """Say that sectors have lists of their own, where the folder's does not reach the target."""
    if found := planned(audit, lang):
        reached = sum(each.reached for each in found)
        whole = reached == len(found)
        of = ("all" if whole else "some" if reached else "none") if len(found) > 1 else "one" if whole else "one_short"
        key = f"headline.sectors.{of}"
        yield messages.text(key, lang, sectors=messages.count("sectors", len(found), lang), reached=reached)


def remarks(audit: Audit, lang: str) -> tuple[str, ...]:
    """Give the sentences that qualify the headline: digests, pins in the way, chance, the straw, pictures."""
    score, found = audit.score, []
    if score.digests:
        found.append(messages.text("headline.digest", lang, files=few(tuple(map(clean, score.digests)), lang, 3)))
    if pins := blocked(audit, lang):
        found.append(pins)
    if score.percentile is not None and score.percentile < 95:  # SCORE.md, "chance"
        found.append(messages.text("headline.chance", lang))
    if told := straw(audit, lang):
        found.append(told)
    if told := public(audit, lang):
        found.append(told)
    if (scans := pictures(audit, lang)) and not audit.shortlist.items:  # else the line of counts has to do
        found.append(scans)
    return tuple(found)


def public(audit: Audit, lang: str) -> str:
    """Name the published texts, which count in nothing that emerges; "" where there are none."""
    names = tuple(clean(file.path) for file in audit.files if any(flag.kind == "published" for flag in file.flags))
    count = messages.count("published", len(names), lang)
    return messages.text("headline.published", lang, count=count, files=few(names, lang, 3)) if names else ""


def dark(audit: Audit, status: str, lang: str) -> str:
    """Say how many files were not read, or "partly", and why most of them; "" where there are none.

    What the score would be with unread ones like the rest stands there too.
    """
    entries = [entry for entry in audit.files if entry.status == status]
    if not entries:
        return ""
    kinds = Counter(kind for entry in entries for kind in {problem.kind for problem in entry.problems} - {"truncated"})
    why = ""
    if kinds:
        kind, many = min(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        key = "headline.unread_why_all" if many == len(entries) else "headline.unread_why"
        why = messages.text(key, lang, kind=messages.label("problem", kind, lang), n=many)
    values = {"why": why}
    if status == "unread":
        higher, read = audit.score.with_unread, audit.coverage.read + audit.coverage.partly
        more = read and round(higher) > round(audit.score.value)
        values["like"] = messages.text("headline.unread_like", lang, score=figure(higher)) if more else ""
    return messages.count(f"headline.{status}", len(entries), lang, **values)


def pictures(audit: Audit, lang: str) -> str:
    """Say how many files show what was not recognised, and what to do, "" where none does."""
    many = unrecognised(audit)
    return messages.count("headline.pictures", many, lang) if many else ""


def unrecognised(audit: Audit) -> int:
    """Count the files with pictures or scans that were not recognised."""
    return sum(any(problem.kind == "needs_ocr" for problem in entry.problems) for entry in audit.files)


def straw(audit: Audit, lang: str) -> str:
    """Say which file took the folder over the target, "" where none did."""
    return _straw(audit.straw, lang) if audit.straw else ""


def _straw(straw: Straw, lang: str) -> str:
    """Say it with a decimal, for the scores often differ by less than one."""
    rest = messages.text("headline.straw_day", lang, n=straw.of_day) if straw.of_day > 1 else ""
    return messages.text("headline.straw", lang, date=clean(straw.date), before=f"{straw.score_before:.1f}",
                         after=f"{straw.score_after:.1f}", file=clean(straw.file), rest=rest)  # fmt: skip


def blocked(audit: Audit, lang: str) -> str:
    """Name the files that stand in the way of the target because they are to be kept, "" where none do."""
    if not audit.shortlist.blocked_by:
        return ""
    pins = few(tuple(map(clean, audit.shortlist.blocked_by)), lang, 3)
    return messages.text("headline.blocked", lang, files=pins)


def _remedy(audit: Audit, lang: str, strong: Strong) -> Iterable[str]:
    shortlist, target = audit.shortlist, figure(audit.target)
    if not shortlist.items:
        if audit.score.value > audit.target:
            return (messages.text("headline.no_help", lang, target=target),)
        dark = audit.coverage.unread + audit.coverage.partly
        key = "headline.met_unread" if dark >= _DARK * audit.coverage.files else "headline.met"
        return (messages.text(key, lang, target=target, files=strong(messages.count("files", dark, lang))),)
    key = "headline.reached" if shortlist.reached else "headline.not_reached"
    if any(item.action != "remove" for item in shortlist.items):
        key += "_otherwise"
    if not shortlist.reached and figure(shortlist.score_after) == figure(shortlist.score_before):
        key = "headline.not_lowered"
    after = strong(figure(shortlist.score_after))
    return (messages.text(key, lang, files=_amount(audit, lang, strong), after=after, target=target),)


def _amount(audit: Audit, lang: str, strong: Strong) -> str:
    """Give "6 files (2 copies among them)"."""
    total = sum(len(item.files) for item in audit.shortlist.items)
    files = strong(messages.count("files", total, lang))
    if not (copies := total - len(audit.shortlist.items)):
        return files
    return messages.text("shortlist.with_copies", lang, files=files, copies=messages.count("copies", copies, lang))


def gentle(audit: Audit, lang: str) -> str:
    """Say what all smaller cuts together come to, or that none were looked for; "" where neither is so."""
    items = [item for item in audit.shortlist.items if item.action == "remove"]
    if audit.shortlist.score_if_redacted is not None:
        score, target = figure(audit.shortlist.score_if_redacted), figure(audit.shortlist.target)
        return messages.text("part.all", lang, score=score, target=target)
    return messages.text("part.unsought", lang) if items and not any(i.parts or i.parts_sought for i in items) else ""


def proof(audit: Audit, lang: str) -> str:
    """Say in words how good the list is: proved best, or what any list of as many documents could break at most."""
    shortlist = audit.shortlist
    if not shortlist.items:
        return ""
    exact = shortlist.method == "exact" and not shortlist.gap
    return messages.text(
        "shortlist.exact" if exact else "shortlist.greedy", lang,
        n=len(shortlist.items),
        bound=messages.share(shortlist.bound, lang), broken=messages.share(shortlist.bound - shortlist.gap, lang),
    )  # fmt: skip


def figure(score: float) -> str:
    """Give a score as a whole number."""
    return f"{score:.0f}"


def when(taken_at: str) -> str:
    """Give a time stamp as a person reads it, "2026-11-29 21:30 (UTC+08:00)"; what is none speaks for itself."""
    if (match := _STAMP.fullmatch(taken_at)) is None:
        return clean(taken_at)
    zone = (match["zone"] or "").replace("Z", "+00:00")
    return f"{match['day']} {match['time']}" + (f" (UTC{zone})" if zone else "")


def size(size_bytes: int) -> str:
    """Give a size that a person can compare."""
    amount = float(size_bytes)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def problems(entry: FileEntry, lang: str) -> str:
    """Give what kept content of a file from being read, kinds and details in words."""
    said = (_problem(problem, lang) for problem in entry.problems)
    return ("；" if lang == "zh" else "; ").join(dict.fromkeys(said))


def _problem(problem: FileProblem, lang: str) -> str:
    kind, why = messages.label("problem", problem.kind, lang), flowing(clauses.said(problem.detail, lang))
    return messages.text("problem.why", lang, kind=kind, why=why) if why else kind


def flags(entry: FileEntry, lang: str) -> str:
    """Give the signs on a file in words."""
    said = (flowing(messages.label("flag", flag.kind, lang)) for flag in entry.flags)
    return ("、" if lang == "zh" else ", ").join(dict.fromkeys(said))


def place(where: str, lang: str) -> str:
    """Give a place in a file in words; a place without a known form speaks for itself."""
    return flowing(spots.place(where, lang))
