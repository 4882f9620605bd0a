"""What stands behind one file, subject or finding, as lines for a terminal.

Made from the finished audit alone, so a masked audit stays masked. Of a file with a secrecy marking only its status
and the advice are said.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from auditor import spots
from auditor.masking import marked_files
from auditor.messages import count, label, share, text
from auditor.model import Audit, EntityEntry, Evidence, FileEntry, Finding, MergeEntry, Subject
from auditor.reports import page_one
from auditor.reports.clean import clean, flowing
from auditor.reports.names import coded

MOST = 10  # PRODUCT.md: a list that a person reads at once has at most ten rows
NAMED_PLACES = 3  # of one value; it counts once, however many files repeat it
Thing = FileEntry | Subject | EntityEntry | Finding


def about(audit: Audit, what: str, lang: str) -> list[str]:
    """Say what the audit knows of a file, a subject or a finding.

    Matched in this order: an exact id or path; then a whole name, or a file's name without its folders; then a part
    of a name or path. Case, width and composition of characters make no difference. Of several matches each is
    named in one line, the first ten of them.

    Args:
        audit: The finished audit, masked or not.
        what: An id, a path or a name; a part of the latter two is enough.
        lang: "zh" or "en".

    Returns:
        Clean lines; none where nothing matches.
    """
    found = _matches(audit, what)
    if len(found) > 1:
        return list(_several(audit, found, lang))
    lines = [line for thing in found for line in _about(audit, thing, lang)]
    return [*lines, text("page.masked", lang)] if audit.masked and any(map(coded, lines)) else lines


def _about(audit: Audit, thing: Thing, lang: str) -> Iterator[str]:
    match thing:
        case FileEntry():
            return _file(audit, thing, lang)
        case Finding():
            return _finding(audit, thing, lang)
    return _subject(audit, thing, lang)


# What is meant


def _matches(audit: Audit, what: str) -> list[Thing]:
    """Give the things that the first of the three ways of matching finds; an entity that is a subject comes once."""
    rows = {subject.id for subject in audit.subjects}
    named: list[Subject | EntityEntry] = [*audit.subjects, *(each for each in audit.entities if each.id not in rows)]
    wanted = _plain(what)
    if not wanted:
        return []
    exact: list[Thing] = [each for each in (*named, *audit.findings) if each.id == what]
    exact += [each for each in audit.files if _plain(each.path) == wanted]
    whole: list[Thing] = [each for each in named if wanted in map(_plain, _names(each))]
    whole += [each for each in audit.files if _plain(each.path.rpartition("/")[2]) == wanted]
    part: list[Thing] = [each for each in named if any(wanted in _plain(name) for name in _names(each))]
    part += [each for each in audit.files if wanted in _plain(each.path)]
    return exact or whole or part


def _plain(name: str) -> str:
    """Give a name so that what a person copies from a screen finds it: cleaned, composed, folded."""
    return unicodedata.normalize("NFKC", clean(name)).casefold().strip()


def _names(thing: Subject | EntityEntry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((thing.name, *thing.names) if isinstance(thing, Subject) else thing.names))


def _several(audit: Audit, found: Sequence[Thing], lang: str) -> Iterator[str]:
    yield text("explain.several", lang, n=len(found))
    marked = marked_files(audit.files)
    for thing in found[:MOST]:
        match thing:
            case FileEntry(path=path):
                sign = f" · {label('action', 'stop', lang)}" if path in marked else ""
                yield f"  {text('explain.file', lang)} · {clean(path)}{sign}"
            case Finding():
                yield f"  {text('howto.finding.term', lang)} {thing.id} · {flowing(thing.text)}"
            case _:
                names = _joined(_names(thing), lang, 3)
                yield f"  {label('kind', thing.kind, lang)} · {names} · {thing.id}"
    yield from _rest(len(found), lang)


# A file


def _file(audit: Audit, entry: FileEntry, lang: str) -> Iterator[str]:
    yield clean(entry.path)
    facts = (entry.kind, page_one.size(entry.bytes), entry.date, entry.sharer, label("status", entry.status, lang))
    yield "  " + " · ".join(clean(fact) for fact in facts if fact)
    if problems := page_one.problems(entry, lang):
        yield f"  {text('column.problems', lang)}: {problems}"
    for flag in entry.flags:
        where = f" ({page_one.place(flag.where, lang)})" if flag.where else ""
        yield f"  {text('column.flags', lang)}: {flowing(label('flag', flag.kind, lang))}{where}"
    if chain := _versions(audit, entry, lang):
        yield f"  {text('explain.versions', lang, chain=chain)}"
    elif entry.copies:
        yield f"  {text('column.copies', lang)}: {_joined(entry.copies, lang)}"
    if entry.path in marked_files(audit.files):
        yield f"  {text('marking.stop', lang)}"
        return
    yield f"  {_row(audit, entry, lang)}"
    if entry.status in ("read", "partly"):
        yield from _content(audit, entry, lang)


def _versions(audit: Audit, entry: FileEntry, lang: str) -> str:
    """Give the copies and versions of a file's document, itself among them, in the order of their dates."""
    versions = next((each.versions for each in audit.sources if each.id == entry.source), ())
    said = []
    for each in versions[:MOST]:
        alike = "" if each.alike is None else text("explain.alike", lang, share=share(each.alike, lang))
        said.append(page_one.with_date(each.file, each.date, lang, alike))
    rest = [count("more", len(versions) - MOST, lang)] if len(versions) > MOST else []
    return " → ".join([*said, *rest])


def _content(audit: Audit, entry: FileEntry, lang: str) -> Iterator[str]:
    if entry.topics:
        yield f"  {text('explain.topics', lang, topics=_joined(map(clean, entry.topics), lang, MOST))}"
    layers = (f"{label('layer', layer, lang)} {chars:,}" for layer, chars in entry.layers.items() if chars)
    yield f"  {text('explain.layers', lang, layers=_joined(layers, lang, MOST))}"
    yield f"  {text('explain.alone', lang, share=share(entry.alone, lang))}"
    yield from (f"    {line}" for line in _says(audit, entry, lang))
    yield f"  {text('explain.contribution', lang, share=share(entry.contribution, lang))}"
    here = {entry.path, *entry.copies}  # a finding names one file of those that say the same
    yield from _findings([each for each in audit.findings if here.intersection(each.files)], lang, here)


def _row(audit: Audit, entry: FileEntry, lang: str) -> str:
    """Say where the file stands on the shortlist."""
    for row in page_one.rows(audit, lang):
        if clean(entry.path) in (row.file, *row.copies):
            broken = count("findings", row.findings_broken, lang)
            after = page_one.figure(row.score_after)
            said = text("explain.row", lang, rank=row.rank, action=row.action, score=after, findings=broken)
            return f"{said} {row.why}"
    return text("explain.no_row", lang)


def _says(audit: Audit, entry: FileEntry, lang: str) -> Iterator[str]:
    """Name the subjects of which the file itself answers questions, and those questions."""
    facets: dict[str, dict[str, None]] = defaultdict(dict)
    for said in audit.statements:
        if said.file == entry.path:
            facets[said.subject][_facet(audit, said.facet, lang)] = None
    subjects = [each for each in audit.subjects if each.id in facets]
    for subject in subjects[:MOST]:
        yield f"{clean(subject.name)}: {' · '.join(facets[subject.id])}"
    yield from _rest(len(subjects), lang)


# A subject, or a name that is none


def _subject(audit: Audit, thing: Subject | EntityEntry, lang: str) -> Iterator[str]:
    names = _names(thing)
    entity = next((each for each in audit.entities if each.id == thing.id), None)
    yield f"{clean(names[0]) if names else thing.id} · {label('kind', thing.kind, lang)} · {thing.id}"
    if len(names) > 1:
        yield f"  {text('explain.names', lang, names=_joined(names, lang, len(names)))}"
    if entity is not None and entity.merges:
        yield f"  {text('explain.merges', lang, n=len(entity.merges))}"
        yield from (f"    {_merge(each, lang)}" for each in entity.merges)
    if entity is not None:
        yield f"  {text('explain.files', lang, n=len(entity.files), files=_joined(entity.files, lang))}"
    if isinstance(thing, Subject):
        known, single = share(thing.completeness, lang), share(thing.best_single, lang)
        yield f"  {text('sheet.known', lang, share=known, single=single)}"
        yield from _cells(audit, thing, lang)
    involved = [each for each in audit.findings if thing.id in (*each.subjects, *each.bridges)]
    yield from _findings(involved, lang)


def _merge(merge: MergeEntry, lang: str) -> str:
    """Say which two names are one, why, and how likely."""
    one, other = map(flowing, merge.names)
    return text("explain.merge", lang, one=one, other=other, reason=label("merge", merge.reason, lang),
                share=share(merge.probability, lang))  # fmt: skip


def _cells(audit: Audit, subject: Subject, lang: str) -> Iterator[str]:
    places: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)  # of a value: each place with its file
    for said in audit.statements:
        if said.subject == subject.id:
            where = flowing(spots.told(said.where, said.layer, lang))
            places[said.facet, said.value][" · ".join(filter(None, (clean(said.file), where)))] = said.file
    for cell in subject.cells:
        surety = text("sheet.confidence", lang, share=share(cell.confidence, lang))
        yield f"  {_facet(audit, cell.facet, lang)}" + (f"（{surety}）" if lang == "zh" else f" ({surety})")
        for value in filter(None, cell.values):
            yield f"    {flowing(value)}"
            if found := places[cell.facet, value]:
                yield f"      ← {page_one.few(tuple(found), lang, NAMED_PLACES)}"
        named = {file for value in cell.values for file in places[cell.facet, value].values()}
        if others := [path for path in cell.files if path not in named]:
            yield f"    ← {_joined(others, lang)}"


# A finding


def _finding(audit: Audit, finding: Finding, lang: str) -> Iterator[str]:
    strength = text("finding.strength", lang, share=share(finding.strength, lang))
    yield f"{label('finding', finding.kind, lang)} · {finding.id} · {strength}"
    yield f"  {flowing(finding.text)}"
    if finding.explanation:
        yield f"  {flowing(finding.explanation)}"
    yield f"  {text('explain.evidence', lang, n=len(finding.evidence))}"
    marked = marked_files(audit.files)
    for hop in finding.evidence:
        yield from _hop(hop, hop.file in marked, lang)
    others = [path for path in finding.files if path not in {hop.file for hop in finding.evidence}]
    if others:
        yield f"  {text('explain.files', lang, n=len(others), files=_joined(others, lang))}"


def _hop(hop: Evidence, withheld: bool, lang: str) -> Iterator[str]:
    if withheld:
        yield f"  - {clean(hop.file)}: {text('marking.why', lang)}"
        return
    where = page_one.place(hop.where, lang)
    yield "  - " + " · ".join(filter(None, (clean(hop.file), where, label("layer", hop.layer, lang))))
    if hop.quote:
        yield f"      {flowing(hop.quote)}"


# Shared


def _findings(found: Sequence[Finding], lang: str, here: Collection[str] = ()) -> Iterator[str]:
    """List findings in the audit's order, strongest first; `here` is the file that is spoken of, with its copies."""
    if not found:
        yield f"  {text('explain.no_findings', lang)}"
        return
    yield f"  {text('explain.findings', lang, n=len(found))}"
    for finding in found[:MOST]:
        yield f"    {finding.id} · {flowing(finding.text)}"
        if others := [path for path in finding.files if path not in here]:
            yield f"      {text('explain.with' if here else 'explain.in', lang, files=_joined(others, lang))}"
    yield from (f"    {line.strip()}" for line in _rest(len(found), lang))


def _rest(many: int, lang: str) -> Iterator[str]:
    if many > MOST:
        yield f"  {count('more', many - MOST, lang)}"


def _facet(audit: Audit, key: str, lang: str) -> str:
    """Give a question's label: the profile's, where the audit speaks the reader's language, else the common one."""
    common = label("facet", key, lang)
    return flowing(audit.facet_labels.get(key, common) if audit.language == lang else common)


def _joined(names: Iterable[str], lang: str, most: int = page_one.NAMED) -> str:
    """Give clean names in one line, and how many more there are behind the first."""
    return page_one.few(tuple(flowing(name) for name in names), lang, most)
