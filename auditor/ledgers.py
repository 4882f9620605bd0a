"""The two ledgers beside a folder's state: `decisions.toml`, written by the tool, and `aliases.toml`, by a person.

Both can be read and mended by hand. An entry that cannot be used is reported and kept as it is; a file that is no
TOML is never written over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import tomli_w

from auditor import messages, store
from auditor.decisions import ABOUTS, VERDICTS, Decision, Garbled, Mark, too_long
from auditor.resolve import Ledger
from extractors.text import folded

DECISIONS, ALIASES = "decisions.toml", "aliases.toml"
NEVER = "never"
MOST_REASON = 2000  # characters of a reason that a ledger takes
_PER_LINE = 8
_TOKEN = re.compile(r"[0-9a-f]{8,64}")
_POSITION = re.compile(r"line (?P<line>\d+), column (?P<column>\d+)")
_HEADERS = {
    DECISIONS: (
        "对发现和文件所作的决定，由 auditor decide 写入，可以手工查看、修改和删除。",
        "verdict：remove 移除，redact 脱敏，accept 接受，false-positive 误报，cannot-act 无法处理。",
        "expires 当天起决定失效；accept、remove、redact 最长一年，其余可写 \"never\"。",
        "mark 是密钥散列，不含名称、路径和原文；改动它等于删除该决定。reason 和 owner 由您填写，请勿写入文件内容。",
        "",
        "Decisions on findings and files, written by `auditor decide`; you may read, change and delete them by hand.",
        "verdict: remove, redact, accept, false-positive, cannot-act.",
        "From the day of `expires` on a decision is void; accept, remove and redact last a year at most, the others "
        'may say "never".',
        "`mark` holds keyed tokens, no names, paths or text; a change to it voids the decision. `reason` and `owner` "
        "are yours: keep what the files say out of them.",
    ),
    ALIASES: (
        "哪些名称是同一个对象，哪些不是；由您填写，每次审计都会照办。此文件含明文名称，请妥善保管。",
        "Which names are one thing and which are not; written by you, honoured by every audit. It holds names in",
        "clear: keep it as you keep the documents.",
        "",
        '[[same]]',
        'names = ["云岭精工有限公司", "Yunling Precision"]',
        'reason = "…"',
        "",
        '[[different]]',
        'names = ["东屏装备", "东屏装饰"]',
    ),
}  # fmt: skip


class BadLedger(Exception):  # noqa: N818  the house's word
    """A ledger that is no TOML; `message` says where and what to do. It is not written over."""

    def __init__(self, path: Path, reason: str, **values: object) -> None:
        self.path, self.reason, self.values = path, reason, values
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """Give the message in a person's language."""
        return messages.text(f"bad_ledger.{self.reason}", lang, path=self.path, **self.values)


@dataclass(frozen=True, slots=True)
class Decided:
    """What `decisions.toml` holds.

    Attributes:
        unused: The entries that cannot be used, as they stand, and what is wrong with each.
        others: Whatever else stands in the file.
    """

    decisions: tuple[Decision, ...] = ()
    unused: tuple[tuple[Garbled, object], ...] = ()
    others: Mapping[str, Any] = field(default_factory=dict)

    @property
    def garbled(self) -> tuple[Garbled, ...]:
        """What is wrong with the entries that cannot be used."""
        return tuple(found for found, _ in self.unused)


@dataclass(frozen=True, slots=True)
class Aliases:
    """What `aliases.toml` says; an entry that cannot be used or that contradicts another is garbled and not followed.

    A garbled entry's `key` is "same" or "different", its number counts within those.
    """

    ledger: Ledger = field(default_factory=Ledger)
    garbled: tuple[Garbled, ...] = ()


# ---------------------------------------------------------------- decisions


def read_decisions(path: Path) -> Decided:
    """Give the decisions of a file, none where there is no file.

    Raises:
        BadLedger: It is no TOML.
        OSError: The disk refuses.
    """
    return decisions_of(_parsed(path))


def write_decisions(path: Path, decided: Decided) -> None:
    """Write decisions, whole or not at all; what cannot be used stays as it is.

    Raises:
        store.CannotWrite: The disk refuses.
    """
    store.write(path, text_of(decided))


def decisions_of(raw: Mapping[str, Any]) -> Decided:
    """Give the decisions that parsed TOML says."""
    entries = raw.get("decision", [])
    if not isinstance(entries, list):
        return Decided(unused=((Garbled(1, "decision"), {"decision": entries}),), others=_others(raw))
    read = [(_decision(entry, number), entry) for number, entry in enumerate(entries, 1)]
    return Decided(
        tuple(found for found, _ in read if isinstance(found, Decision)),
        tuple((found, entry) for found, entry in read if isinstance(found, Garbled)),
        _others(raw),
    )


def text_of(decided: Decided) -> str:
    """Write decisions as TOML, the oldest first, unusable entries behind them."""
    ordered = sorted(decided.decisions, key=lambda each: (each.made, each.id))
    entries = [_entry(each) for each in ordered] + [entry for _, entry in decided.unused]
    return _header(DECISIONS) + tomli_w.dumps({**decided.others, "decision": entries})


def _others(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key != "decision"}


def _entry(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "about": decision.about,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "owner": decision.owner,
        "made": decision.made,
        "expires": decision.expires or NEVER,
        "hint": decision.hint,
        "mark": _mark_entry(decision.mark),
    }


def _mark_entry(mark: Mark) -> dict[str, Any]:
    groups = {"names": mark.names, "bridges": mark.bridges}
    tokens = {"facts": mark.facts, "whose": mark.whose}
    return (
        {"kind": mark.kind}
        | {key: [sorted(group) for group in held] for key, held in groups.items() if held}
        | {key: _lines(sorted(held)) for key, held in tokens.items() if held}
        | ({"content": mark.content} if mark.content else {})
    )


def _lines(tokens: Sequence[str]) -> list[str]:
    """Put several tokens on a line, so that a large file's mark does not fill pages."""
    return [" ".join(tokens[start : start + _PER_LINE]) for start in range(0, len(tokens), _PER_LINE)]


def _decision(entry: object, number: int) -> Decision | Garbled:
    """Read one entry, or say which of its keys is wrong."""
    if not isinstance(entry, dict):
        return Garbled(number, "decision")
    wrong = next((key for key, sound in _CHECKS.items() if not sound(entry.get(key))), "")
    mark = _mark(entry.get("mark"))
    if wrong or mark is None or (mark.kind == "file") != (entry["about"] == "file"):
        return Garbled(number, wrong or "mark")
    expires = None if entry["expires"] == NEVER else entry["expires"]
    if too_long(entry["verdict"], entry["made"], expires):
        return Garbled(number, "expires")
    return Decision(
        entry["id"], entry["about"], entry["verdict"], entry["reason"], entry["owner"], entry["made"], expires, mark,
        str(entry.get("hint", "")),
    )  # fmt: skip


def _is_word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_REASON


def _is_day(value: object) -> bool:
    return type(value) is date  # a date with a time is one too, and does not compare with a day


_CHECKS: Mapping[str, Callable[[object], bool]] = {
    "id": _is_word,
    "about": lambda value: value in ABOUTS,
    "verdict": lambda value: value in VERDICTS,
    "reason": lambda value: isinstance(value, str) and len(value) <= MOST_REASON,
    "owner": lambda value: isinstance(value, str) and len(value) <= MOST_REASON,
    "made": _is_day,
    "expires": lambda value: _is_day(value) or value == NEVER,
}


def _mark(entry: object) -> Mark | None:
    if not isinstance(entry, dict) or entry.get("kind") not in ("chain", "cell", "file"):
        return None
    names, bridges = _groups(entry.get("names", [])), _groups(entry.get("bridges", []))
    facts, whose = _tokens(entry.get("facts", [])), _tokens(entry.get("whose", []))
    content = _tokens([entry["content"]] if "content" in entry else [])
    if names is None or bridges is None or facts is None or whose is None or content is None:
        return None
    mark = Mark(entry["kind"], names, bridges, facts, whose, next(iter(content), ""))
    return mark if mark.tells else None


def _groups(value: object) -> tuple[frozenset[str], ...] | None:
    if not isinstance(value, list):
        return None
    groups = [_tokens(group) for group in value]
    return tuple(group for group in groups if group is not None) if None not in groups else None


def _tokens(value: object) -> frozenset[str] | None:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        return None
    tokens = [token for line in value for token in line.split()]
    return frozenset(tokens) if all(map(_TOKEN.fullmatch, tokens)) else None


# ---------------------------------------------------------------- aliases


def read_aliases(path: Path) -> Aliases:
    """Give what a person says of names, nothing where there is no file.

    Raises:
        BadLedger: It is no TOML.
        OSError: The disk refuses.
    """
    return aliases_of(_parsed(path))


def aliases_of(raw: Mapping[str, Any]) -> Aliases:
    """Give the aliases that parsed TOML says.

    Decisions: of three names in one entry each pair is meant. One name that is *different* is borne by several
    persons or things. A pair that is both the same and different is neither.
    """
    same, bad = _pairs(raw.get("same", []), "same")
    different, worse = _pairs(raw.get("different", []), "different")
    both = _union(same) & _union(different)
    clash = [Garbled(number, "different") for number, pairs in different.items() if pairs & both]
    return Aliases(Ledger(_union(same) - both, _union(different) - both), (*bad, *worse, *clash))


def write_aliases(path: Path, same: Iterable[Sequence[str]] = (), different: Iterable[Sequence[str]] = ()) -> None:
    """Write a ledger of aliases, with its explanation and an example to follow.

    Raises:
        store.CannotWrite: The disk refuses.
    """
    entries = {"same": [{"names": list(names)} for names in same]}
    entries |= {"different": [{"names": list(names)} for names in different]}
    store.write(path, _header(ALIASES) + tomli_w.dumps({key: held for key, held in entries.items() if held}))


Pairs = frozenset[frozenset[str]]


def _pairs(entries: object, key: str) -> tuple[dict[int, Pairs], list[Garbled]]:
    if not isinstance(entries, list):
        return {}, [Garbled(1, key)]
    read = {number: _pairs_of(entry, key) for number, entry in enumerate(entries, 1)}
    return {n: pairs for n, pairs in read.items() if pairs}, [Garbled(n, key) for n, pairs in read.items() if not pairs]


def _pairs_of(entry: object, key: str) -> Pairs:
    """Give the pairs of folded names of one entry, none where it is no sound one."""
    names = entry.get("names") if isinstance(entry, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        return frozenset()
    forms = sorted({folded(name) for name in names})
    if key == "different" and len(forms) == 1:
        return frozenset({frozenset(forms)})
    # a name at the end of a sentence is known without its full stop: "Yunling Ltd." is "Yunling Ltd" as well
    spelt = [dict.fromkeys((form, form.rstrip(".。") or form)) for form in forms]
    return frozenset(frozenset((a, b)) for one, other in combinations(spelt, 2) for a in one for b in other if a != b)


def _union(pairs: Mapping[int, Pairs]) -> Pairs:
    return frozenset(pair for held in pairs.values() for pair in held)


# ---------------------------------------------------------------- both


def _parsed(path: Path) -> dict[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text.replace("\r\n", "\n"))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise BadLedger(path, "not_utf8") from error
    except tomllib.TOMLDecodeError as error:
        place = _POSITION.search(str(error))
        if place is None:
            raise BadLedger(path, "unfinished") from error
        raise BadLedger(path, "not_toml", line=place["line"], column=place["column"]) from error


def _header(name: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in _HEADERS[name]) + "\n"
