"""Names that say one thing in Chinese and in English: word for word, an own word in pinyin, or by its letters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, product

from auditor.resolving.nodes import Found, Node, Nodes
from extractors import firms, forms, latin, lexicon, pinyin
from extractors.text import has_cjk, is_cjk, simplified

Span = tuple[int, int]
Phrase = tuple[str, ...]

MANY = 64  # names that hold one word: by then the word tells nothing
_LONGEST = 40  # characters of a Chinese name that are looked at
_LEGAL = re.compile("(?:(?:股份|有限|责任|集团|控股|运营|总|分)*公司|集团)$")
_BRANCH = re.compile(r"[（(][\u4e00-\u9fff]{1,6}[）)]")
_SMALL = frozenset(("the", "of", "for", "and", "on", "in", "at", "a", "to", "de", "The", "For", "No", "Co"))
_CALLED = re.compile("^(?:project|programme|program|operation|code ?name) ", re.IGNORECASE)
_UNDERTAKING = re.compile("(?:项目|工程|计划|专项|行动|攻关组|项目组|组)$")
_GLUE = frozenset('与和及暨的号第#（）()·- “”"')
_NUMERALS = {c: str(n) for n, c in enumerate("一二三四五六七八九", 1)}
_PROJECTS = ("project", "programme", "product")
_TOKEN = re.compile(r"[^\W_]+(?:[&'’][^\W_]+)*")
_HAN = re.compile("[\u3400-\u9fff]+")
_RUN = re.compile("[A-Za-z0-9À-ž]+")


def translated(nodes: Nodes) -> Iterator[Found]:
    """Join an English name to the only Chinese one of the folder that says the same, word for word or in part."""
    english = {key: tokens for key, node in nodes.items() if (tokens := _tokens(node))}
    wanted = frozenset(token for tokens in english.values() for token in tokens)
    chinese = {key: _read(node, wanted) for key, node in nodes.items() if _is_chinese(node)}
    holding: dict[str, set[str]] = defaultdict(set)
    for key, reading in chinese.items():
        for phrase in reading.phrases:
            holding[phrase[0]].add(key)
    for key, tokens in english.items():
        yield from _renderings(nodes[key], tokens, _holders(tokens, holding), nodes, chinese)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a Chinese name can say in English.

    Attributes:
        core: The name without its legal suffix.
        phrases: For each English phrase the stretches of the core that it renders.
        own: Phrases that are the name's own words: in pinyin, or in Latin letters as they stand.
    """

    core: str
    phrases: Mapping[Phrase, tuple[Span, ...]]
    own: frozenset[Phrase]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How an English name is rendered by a Chinese one.

    Attributes:
        key: The Chinese name's.
        spans: The stretches that the words take.
        own: Whether one of the words is the name's own.
        open: So many characters render nothing.
    """

    key: str
    spans: tuple[Span, ...]
    own: bool
    open: int

    @property
    def tail(self) -> bool:
        """Say whether the stretches are one, up to the name's end."""
        taken = sorted(self.spans)
        return all(a[1] == b[0] for a, b in pairwise(taken))


def _is_chinese(node: Node) -> bool:
    return node.kind != "place" and has_cjk(node.text) and 2 <= len(node.text) <= _LONGEST


def _tokens(node: Node) -> Phrase:
    """Give the words of an English name that say something, none for other names."""
    if node.kind == "place" or has_cjk(node.text) or len(node.text) > 2 * _LONGEST:
        return ()
    text = _CALLED.sub("", latin.LEGAL_END.sub("", node.text))
    return tuple(stem(token) for token in _TOKEN.findall(text) if token not in _SMALL)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Give an English word without its plural."""
    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    if plain.endswith("ies") and len(plain) > 4:
        return f"{plain[:-3]}y"
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and plain[-2] not in "sui" else plain


def _phrase(text: str) -> Phrase:
    return tuple(stem(token) for token in _TOKEN.findall(text) if token not in _SMALL)


@lru_cache(maxsize=1)
def _glosses() -> dict[str, tuple[Phrase, ...]]:
    """Give for each Chinese word its English renderings; places by their first English name."""
    found: dict[str, dict[Phrase, None]] = defaultdict(dict)
    for table in ("glosses", "codewords"):
        for chinese, *english in lexicon.groups(table):
            found[chinese].update(dict.fromkeys(map(_phrase, english)))
    for group in lexicon.groups("places"):
        for chinese in (name for name in group if has_cjk(name)):
            found[chinese].update(dict.fromkeys(_phrase(name) for name in group if not has_cjk(name)))
    return {chinese: tuple(phrase for phrase in phrases if phrase) for chinese, phrases in found.items()}


@lru_cache(maxsize=65536)
def common_words(english: str, chinese: str) -> frozenset[str]:
    """Give the words of an English row or sentence that a Chinese one renders, or has as pinyin of a word of its own.

    Bozhou and signalling of "Bozhou Rail Transit, head of signalling" in 泊州轨道交通集团，信号科长.
    """
    tokens = _phrase(english[:_STRETCH])
    core = simplified(chinese[:_STRETCH])
    places = {tokens[i : i + n] for i in range(len(tokens)) for n in (1, 2, 3)}
    found = {
        " ".join(phrase)
        for start in range(len(core))
        for end in range(start + 2, min(len(core), start + 6) + 1)
        for phrase in _glosses().get(core[start:end], ())
        if phrase in places
    }
    own = {token for token in tokens if len(token) > 3}
    return frozenset(found.union(phrase[0] for phrase, _ in _own_words(core, frozenset(own))))


_STRETCH = 200  # characters of a row or sentence that are looked at


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """Give the English words that some Chinese word of the lists is rendered by."""
    return frozenset(token for phrases in _glosses().values() for phrase in phrases for token in phrase)


def contradicts(english: str, chinese: str) -> bool:
    """Say whether an English name says of its trade or kind what a Chinese one does not: Chengyuan Cable, 澄源冷链.

    Only words that the lists know speak against it, and only where the Chinese name says a trade or a kind at all.
    """
    tokens = _phrase(_CALLED.sub("", latin.LEGAL_END.sub("", english)))
    core = _LEGAL.sub("", _BRANCH.sub("", simplified(chinese)))
    said = {
        token: end - start
        for start in range(len(core))
        for end in range(start + 1, min(len(core), start + 6) + 1)
        for phrase in _glosses().get(core[start:end], ())
        for token in phrase
    }
    known = [token for token in tokens[1:] if token in _vocabulary()]
    return max(said.values(), default=0) > 1 and any(token not in said for token in known)


@lru_cache(maxsize=1)
def _codewords() -> frozenset[str]:
    return frozenset(group[0] for group in lexicon.groups("codewords"))


def _read(node: Node, wanted: frozenset[str]) -> _Reading:
    """Read a Chinese name for the English words that the folder's names hold."""
    text = simplified(node.text)
    core = _LEGAL.sub("", _BRANCH.sub("", text)) if node.kind == "organisation" else text
    phrases: dict[Phrase, list[Span]] = defaultdict(list)
    for start in range(len(core)):
        for end in range(start + 1, min(len(core), start + 6) + 1):
            for phrase in _glosses().get(core[start:end], ()):
                if phrase[0] in wanted:
                    phrases[phrase].append((start, end))
    own = _own_words(core, wanted)
    for phrase, span in own:
        phrases[phrase].append(span)
    telling = frozenset(phrase for phrase, _ in own if len(phrase[0]) > 2 and not phrase[0].isdigit())
    return _Reading(core, {p: tuple(spans) for p, spans in phrases.items()}, telling)


def _own_words(core: str, wanted: frozenset[str]) -> list[tuple[Phrase, Span]]:
    """Give the Latin words and the numbers of a Chinese name, and its own words in pinyin."""
    found = [((stem(match.group()),), match.span()) for match in _RUN.finditer(core)]
    found += [((_NUMERALS[c],), (i, i + 1)) for i, c in enumerate(core) if c in _NUMERALS]
    for run in _HAN.finditer(core):
        sounds, shift = pinyin.readings(run.group()), run.start()
        for start in range(len(sounds)):
            for end in range(start + 2, min(len(sounds), start + 4) + 1):
                span = (start + shift, end + shift)
                found += [((sound,), span) for sound in _spoken(sounds[start:end]) if sound in wanted]
    return [(phrase, span) for phrase, span in found if phrase[0] in wanted]


def _spoken(sounds: Sequence[Sequence[str]]) -> Iterator[str]:
    """Give the ways to read a stretch whose signs have several readings, eight at most."""
    return islice(map("".join, product(*sounds)), 8)


def _holders(tokens: Phrase, holding: Mapping[str, set[str]]) -> list[str]:
    """Give the Chinese names that hold the rarest of these words: the others are looked for in those."""
    held = [holding[token] for token in tokens if token in holding]
    rarest = min(held, key=len, default=set())
    return sorted(rarest) if len(rarest) <= MANY else []


def _renderings(
    node: Node, tokens: Phrase, near: Sequence[str], nodes: Nodes, chinese: Mapping[str, _Reading]
) -> Iterator[Found]:
    fits = [fit for key in near if (fit := _fit(key, tokens, chinese[key]))]
    fits = [fit for fit in fits if _tells(node, fit, nodes[fit.key], chinese[fit.key].core)]
    best = [fit for fit in fits if not fit.open] or fits
    alone = len({firms.brand_of(nodes[key].text) or key for key in forms.widest(fit.key for fit in best)}) == 1
    for fit in best:
        sure = 0.85 if not fit.open else 0.8 if fit.own else 0.75
        reason = "the same words in the other language" if alone else "the same words as several in the other language"
        yield Found(node.key, fit.key, reason, sure if alone else 0.4)


def _fit(key: str, tokens: Phrase, reading: _Reading) -> _Fit | None:
    """Say how all words of an English name are rendered by stretches of a Chinese one; None where one is not."""
    best: _Fit | None = None
    for spans, own in _ways(tokens, reading, frozenset()):
        covered = {i for start, end in spans for i in range(start, end)}
        left = sum(c not in _GLUE for i, c in enumerate(reading.core) if i not in covered)
        if best is None or left < best.open:
            best = _Fit(key, spans, own, left)
    return best


def _ways(tokens: Phrase, reading: _Reading, taken: frozenset[int]) -> Iterator[tuple[tuple[Span, ...], bool]]:
    """Give the ways to render the words in order, each by a stretch that none before it takes."""
    if not tokens:
        yield (), False
        return
    for length in range(1, min(4, len(tokens)) + 1):
        phrase = tokens[:length]
        for start, end in reading.phrases.get(phrase, ()):
            if taken.isdisjoint(range(start, end)):
                own = phrase in reading.own
                for spans, more in _ways(tokens[length:], reading, taken | frozenset(range(start, end))):
                    yield ((start, end), *spans), own or more


def _tells(node: Node, fit: _Fit, other: Node, core: str) -> bool:
    """Say whether so much is rendered that the two names are one.

    One word alone is enough where it is a creature's or a thing's and names an undertaking. Of several words all of
    the Chinese name must be rendered, or an own word and its end, or its whole end (交流组: exchange group).
    """
    if len(fit.spans) == 1:
        word = core[slice(*fit.spans[0])]
        alone = word in _codewords() and word == _UNDERTAKING.sub("", core)
        return alone and bool({node.kind, other.kind}.intersection(_PROJECTS))
    at_end = max(end for _, end in fit.spans) == len(core)
    return not fit.open or (at_end and (fit.tail or fit.own))


_LETTERS = re.compile("[A-Z]{3,5}")
MOST_BODIES = 256  # bodies whose words begin and end alike: by then letters tell none of them


def lettered(nodes: Nodes) -> Iterator[Found]:
    """Join three to five capitals to the only Chinese body whose words, in English or pinyin, begin with them.

    JFL of 胶南消防实验室; LNB of 澜泊, whose pinyin holds them. Either has no other that fits.
    """
    shorts = {key: node.text for key, node in nodes.items() if _LETTERS.fullmatch(node.text) and _is_body(node)}
    latins = [node.text for node in nodes.values() if " " in node.text and not has_cjk(node.text)]
    taken = {letters for text in latins for letters in _heads(text)}
    by_ends: dict[str, list[str]] = defaultdict(list)
    read = {key: _pieces(node) for key, node in nodes.items() if shorts and _is_chinese(node) and _is_body(node)}
    for key, pieces in read.items():
        for ends in {one[0] + last[-1] for piece in pieces[:2] for one in piece for last in pieces[-1] if one and last}:
            by_ends[ends].append(key)
    by_consonants = _by_consonants({key: nodes[key] for key in read})
    fits = {}
    for key, text in ((key, text.lower()) for key, text in shorts.items() if text.lower() not in taken):
        near = by_ends.get(text[0] + text[-1], [])
        begun = [other for other in near if _begins(text, read[other])] if len(near) <= MOST_BODIES else []
        fits[key] = [*begun, *sorted(by_consonants.get(text, ()))]
    bearers = Counter(other for held in fits.values() for other in held)
    for key, held in fits.items():
        wide = forms.widest(held)
        alone = len({firms.brand_of(nodes[other].text) or other for other in wide}) == 1
        if alone and bearers[wide[0]] == 1:
            yield Found(key, wide[0], "the first letters of the only body that fits", 0.72)


def _by_consonants(chinese: Nodes) -> dict[str, set[str]]:
    """Index Chinese bodies by the consonants of their brand's pinyin (澜泊: lnb)."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, node in chinese.items():
        own = firms.brand_of(node.text) or (node.text if len(node.text) < 4 else "")
        if 1 < len(own) < 4 and all(map(is_cjk, own)):
            for sound in pinyin.spellings(simplified(own)):
                found[re.sub("[aeiouv]", "", sound)].add(key)
    return found


def _is_body(node: Node) -> bool:
    return node.kind == "organisation"


def _heads(text: str) -> set[str]:
    """Give the first letters of a Latin name's words, with and without its last ones."""
    letters = "".join(word[0].lower() for word in re.split(r"[\s/-]+", text) if word[:1].isalpha())
    return {letters[:end] for end in range(3, len(letters) + 1)}


def _pieces(node: Node) -> list[tuple[str, ...]]:
    """Give for each word of a Chinese name the letters that may stand for it: its English words', its pinyin's."""
    core = _LEGAL.sub("", _BRANCH.sub("", simplified(node.text)))
    found: list[tuple[str, ...]] = []
    at, own = 0, ""
    while at < len(core):
        end = next((e for e in range(min(len(core), at + 6), at + 1, -1) if core[at:e] in _glosses()), 0)
        if not end:
            own, at = own + core[at] * (core[at] not in _GLUE), at + 1
            continue
        found += [_own_letters(own)] if own else []
        phrases = _glosses()[core[at:end]]
        whole = {"".join(token[0] for token in phrase) for phrase in phrases}
        found.append(tuple(sorted(whole | {letters[0] for letters in whole} | {_sound(core[at:end])[:1]})))
        at, own = end, ""
    return found + ([_own_letters(own)] if own else [])


def _sound(text: str) -> str:
    return pinyin.spelled(text) if all(map(is_cjk, text)) else text.lower()


def _own_letters(own: str) -> tuple[str, ...]:
    """Give the letters of a word of its own: the first, and those of each of its signs."""
    signs = "".join(_sound(sign)[:1] for sign in own)
    return tuple(sorted({signs[:1], signs}))


def _begins(letters: str, pieces: Sequence[tuple[str, ...]]) -> bool:
    """Say whether words in order stand for all letters, the last word among them and no more than half left out."""
    reached = {(0, 0)}
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        step = set() if last else {(at, left + 1) for at, left in reached}
        step |= {
            (at + len(option), left)
            for at, left in reached
            for option in piece
            if option and letters.startswith(option, at)
        }
        reached = step
    return any(at == len(letters) and left * 2 < len(pieces) for at, left in reached)
