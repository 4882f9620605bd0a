"""Names of things that sound alike: pinyin, and foreign names written in Chinese."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

from auditor.resolving.glosses import common_words, contradicts
from auditor.resolving.nodes import Found, Node, Nodes
from auditor.resolving.personal import ZH_TITLED, one_spelling, untitled
from extractors import firms, forms, latin, lexicon, names, pinyin
from extractors.text import folded, has_cjk, in_order, is_cjk, simplified

_LONGEST_SPELLED = 10  # characters of a name that anybody writes out in pinyin
_PLACED, _SORTS = ("site", "place", "organisation"), frozenset("台站厂库港矿场园井坝镇乡村县市区")
_SHORT = 5  # characters of a name of which every reading is looked at
_LONGEST = 24  # of a firm's registered name, whose brand may be written so


def spelled(nodes: Nodes) -> Iterator[Found]:
    """Join Chinese names to their pinyin where exactly one Chinese name is spelled so."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    towns = names.seats(simplified(node.text) for node in nodes.values() if has_cjk(node.text))
    for key, node in nodes.items():
        if all(map(is_cjk, node.text)) and 2 <= len(node.text) <= _LONGEST:
            for sound in _sounds(node, towns):
                by_sound[sound].add(key)
    for key, node in nodes.items():
        chinese = _sounding(key, node.text, by_sound)
        if " " in node.text:
            chinese = {
                other
                for other in chinese
                if nodes[other].kind != "place" and not contradicts(node.text, nodes[other].text)
            }
        if len(chinese) > 1:
            chinese = _closest(node.text, {other: nodes[other].text for other in chinese})
        if len(chinese) == 1:
            yield Found(key, min(chinese), "pinyin of the only Chinese name that fits", 0.88)
        elif chinese:
            related = min(chinese, key=len)
            sure = all(related in other or nodes[related].norm in other for other in chinese)
            sure = sure or len({firms.brand_of(nodes[other].text) or other for other in chinese}) == 1
            yield from (
                Found(key, other, "pinyin of Chinese names that share a brand", 0.85 if sure else 0.4)
                for other in chinese
            )


def _sounds(node: Node, towns: Collection[str]) -> Iterator[str]:
    """Give how a Chinese name may be spelled: whole, without the sign of what it is, and by its short forms."""
    text, plain = node.text, simplified(node.text)
    if len(text) < _SHORT:
        yield from pinyin.spellings(plain)
    elif len(text) <= _LONGEST_SPELLED:
        yield pinyin.spelled(plain)
    if node.kind in _PLACED and 2 < len(text) <= _LONGEST_SPELLED and text[-1] in _SORTS:
        yield from pinyin.spellings(plain[:-1])  # Baimuya of 柏木垭台
    for short in (firms.brand_of(text), *forms.short_forms(text)) if len(text) > 3 else ():
        # Lanxi of Lanxi Bureau is the town that a bank is called after as well.
        if 2 <= len(short) <= 4 and all(map(is_cjk, short)) and short not in towns:
            yield from pinyin.spellings(short)


def _closest(latin_name: str, chinese: Mapping[str, str]) -> set[str]:
    """Keep the Chinese names that say most of a Latin one: 汀石 of Tingshi, 汀石研究所 of Tingshi Institute.

    A company's parts go where nothing more is said than its brand.
    """
    if " " in latin_name:
        said = {key: len(common_words(latin_name, text)) for key, text in chinese.items()}
        return {key for key, count in said.items() if count == max(said.values())}
    whole = {key for key, text in chinese.items() if pinyin.spelled(simplified(text)) == folded(latin_name)}
    return whole or set(forms.without_parts(min(chinese, key=len), chinese))


def _sounding(key: str, text: str, by_sound: Mapping[str, set[str]]) -> set[str]:
    """Give the Chinese names that a Latin name may spell: whole, or by its first word before a trade (Yaoshan Aero)."""
    if has_cjk(text) or len(key) < 4:
        return set()
    first, *rest = text.split()
    head = folded(first)
    if key in by_sound or not rest or len(head) < 5 or not pinyin.is_pinyin(head):
        return by_sound.get(key, set())
    return set() if pinyin.is_pinyin(rest[0]) or latin.common(first) else by_sound.get(head, set())


def transliterated(nodes: Nodes) -> Iterator[Found]:
    """Join foreign names written in Chinese to the Latin name whose consonants they follow, one fitting one."""
    listed, writing = lexicon.same("places"), lexicon.signs("transliteration")
    written = {k: n.text for k, n in nodes.items()
               if len(k) > _FEW and k not in listed and writing.issuperset(simplified(n.text))}  # fmt: skip
    yield from _paired(written, _foreign(nodes))


def heard(persons: Nodes, things: Nodes) -> Iterator[Found]:
    """Join what a file took for a person by its sound to the only thing whose Latin name it follows (吕本泰克).

    That it is a person nothing else says (see `misread`), and no Latin person of the folder is called so.
    """
    written = {k: n.text for k, n in persons.items() if len(n.text) >= 3 and _is_heard(n.text)}
    words = {f"{_PERSON}{word}": word for n in persons.values() if not has_cjk(n.text) for word in n.text.split()
             if word.isalpha()}  # fmt: skip
    found = _paired(written, _foreign(things) | words) if written else ()
    yield from (each for each in found if not each.b.startswith(_PERSON))


_PERSON = "\0"  # stands in no key
_ARTICLES = frozenset("Al El La Le Les De Van Von Den Der".split())  # the word behind is the name's own: Al Rimal
_ARTICLE = re.compile("([A-Z][a-z]+)[ -](?=[A-Z])")
_SURE = 0.7  # of a name that so many of its consonants follow
_BEGIN_ALIKE = frozenset(map(tuple, "rl ck jy vw vf iy ea uw".split()))  # a Latin letter, and pinyin's for it
_FEW = 2  # consonants; they tell a given name only in one file, and whole


@cache
def _heard() -> frozenset[str]:
    """Give the characters that write foreign names, with those that write as many Chinese ones (魏, 马)."""
    return lexicon.signs("transliteration") | frozenset("魏马迈夫施李路葛毕代龙荣赖赛登斯尼克")


@lru_cache(maxsize=1 << 16)
def _is_heard(text: str) -> bool:
    """Say whether characters that write foreign names are all that a name holds."""
    return _heard().issuperset(simplified(text))


def foreigners(persons: Nodes) -> Iterator[Found]:
    """Join a foreign person's name in Chinese letters, titled or not, to the only Latin full name it follows.

    Its given or its family name, each by the consonants (罗斯勒博士: Anke Rösler); a short one in a file of both.
    """
    full = {key: node for key, node in persons.items()
            if not has_cjk(node.text) and len(untitled(node.text).split()) > 1}  # fmt: skip
    chinese = {key: _bare(node.text) for key, node in persons.items() if has_cjk(node.text)} if full else {}
    written = {key: text for key, text in chinese.items() if 1 < len(text) < 7 and _is_heard(text)}
    whole = {f"{key}{_PERSON}{at}": untitled(node.text).split()[at] for key, node in full.items() for at in (0, -1)
             if not latin.is_chinese_name(untitled(node.text).split())}  # fmt: skip
    for found in _paired(written, {key: word for key, word in whole.items() if word.isalpha()}):
        if found.probability >= _SURE:
            yield Found(found.a, found.b.partition(_PERSON)[0], found.reason, found.probability)
    sounding: dict[str, list[tuple[int, str, str]]] = defaultdict(list)  # in the order of the names
    for number, (each, word) in enumerate(whole.items()):
        sounding[pinyin.skeleton(folded(word))].append((number, each, word))
    for key, text in written.items():
        sound = pinyin.skeleton_of_chinese(simplified(text))
        if len(sound) != _FEW:
            continue
        near = sorted(chain.from_iterable(sounding.get(sound + end, ()) for end in _ENDS))
        alike = {one_spelling(full[each.partition(_PERSON)[0]].text): each.partition(_PERSON)[0]
                 for _, each, word in near if _begins_so(text, word)}  # fmt: skip
        if len(alike) == 1 and _share_a_file(persons[key], persons[min(alike.values())]):
            yield Found(key, min(alike.values()), "transliteration", _SURE + 0.05)


def _share_a_file(one: Node, other: Node) -> bool:
    files = {place.file for place in one.places}
    return any(place.file in files for place in other.places)


_ENDS = ("", "l", "r")  # what a Latin word may have behind the sounds of its Chinese writing


def _begins_so(text: str, word: str) -> bool:
    """Say whether a Latin word begins as a Chinese writing does."""
    heads = folded(word)[:1], pinyin.spelled(simplified(text))[0]
    return heads[0] == heads[1] or heads in _BEGIN_ALIKE


@lru_cache(maxsize=1 << 16)
def _bare(text: str) -> str:
    """Give a name in Chinese letters without a title behind it."""
    title = ZH_TITLED.fullmatch(simplified(text))
    return untitled(text) if untitled(text) != text else text[: title.end("name")] if title else text


def _foreign(nodes: Nodes) -> dict[str, str]:
    """Give by its key the word of each Latin name that a Chinese writing may follow."""
    first: dict[str, str] = {}
    for word, key in sorted(
        (_own_word(n.text), k)
        for k, n in nodes.items()
        if not has_cjk(n.text) and _bears_foreign(n.text) and k not in lexicon.same("places")
    ):
        first.setdefault(word, key)  # the shortest of the names that begin with one word speaks for it
    return {key: word for word, key in first.items()}


@lru_cache(maxsize=1 << 16)
def _own_word(text: str) -> str:
    return _without_article(text).split()[0]


def _without_article(text: str) -> str:
    """Give a name behind an article that begins it: Rimal Foodstuff of Al-Rimal Foodstuff."""
    head = _ARTICLE.match(text)
    return text[head.end() :] if head and head.group(1) in _ARTICLES else text



def _paired(written: Mapping[str, str], foreign: Mapping[str, str]) -> Iterator[Found]:
    """Pair Chinese writings with the Latin words whose sound they follow; a rival makes a pair doubtful."""
    scores = _likenesses(written, foreign)
    rows, columns = _best_two(scores, 0), _best_two(scores, 1)
    for (a, b), score in scores.items():
        rival = max(next((s for s, pair in best if pair != (a, b)), 0.0) for best in (rows[a], columns[b]))
        yield Found(a, b, "transliteration", score if score > rival + 0.05 else min(score, 0.6))


@lru_cache(maxsize=1 << 16)
def _bears_foreign(text: str) -> bool:
    """Say whether a name is one word, or begins with a word of its own before its trade (Halvorsen Membraner AS)."""
    first, *rest = _without_article(text).split()
    return first.isalpha() and (
        not rest or (len(first) > 4 and not latin.common(first) and not pinyin.is_pinyin(first))
    )


def _likenesses(chinese: Mapping[str, str], foreign: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """Give the pairs that may be one name, with their likeness; only pairs with the needed consonants are compared."""
    by_sounds: dict[frozenset[str], list[str]] = defaultdict(list)
    for key, text in foreign.items():
        by_sounds[frozenset(pinyin.skeleton(folded(text)))].append(key)
    scores: dict[tuple[str, str], float] = {}
    for a, zh in chinese.items():
        ours = frozenset(pinyin.skeleton_of_chinese(simplified(zh)))
        for sounds, keys in by_sounds.items():
            if ours <= sounds:
                scores |= {(a, b): score for b in keys if (score := likeness(zh, foreign[b])) >= 0.6}
    return scores


def _best_two(scores: Mapping[tuple[str, str], float], side: int) -> dict[str, list[tuple[float, tuple[str, str]]]]:
    """Give for each name of one side its two best pairs."""
    best: dict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for pair, score in scores.items():
        best[pair[side]] = sorted([*best[pair[side]], (score, pair)], reverse=True)[:2]
    return best


@lru_cache(maxsize=1 << 16)
def likeness(chinese: str, foreign: str) -> float:
    """Say how well a foreign name's sound is followed by its Chinese writing, 0.0 to 0.95.

    Compares consonants by sound: Chinese drops consonants of clusters and ends, so its skeleton must be a part of the
    foreign one in order (科维拉 kfl of Corvella krfl).
    """
    ours, theirs = pinyin.skeleton_of_chinese(simplified(chinese)), pinyin.skeleton(folded(foreign))
    vowel = folded(foreign)[:1] in "aeiou"
    if len(ours) < 3 or not in_order(ours, theirs) or vowel != (pinyin.spelled(simplified(chinese))[0] in "aeo"):
        return 0.0
    return 0.95 * 2 * len(ours) / (len(ours) + len(theirs))
