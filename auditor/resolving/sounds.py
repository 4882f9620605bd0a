"""Names of things that sound alike: pinyin, and foreign names written in Chinese."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.resolving.glosses import common_words, contradicts
from auditor.resolving.nodes import Found, Nodes
from extractors import firms, latin, lexicon, names, pinyin
from extractors.text import folded, has_cjk, in_order, is_cjk, simplified

_LONGEST_SPELLED = 10  # characters of a name that anybody writes out in pinyin
_LONGEST = 24  # of a firm's registered name, whose brand may be written so


def spelled(nodes: Nodes) -> Iterator[Found]:
    """Join Chinese names to their pinyin where exactly one Chinese name is spelled so."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    for key, node in nodes.items():
        text = node.text
        if all(map(is_cjk, text)) and 2 <= len(text) <= _LONGEST:
            whole = (pinyin.spelled(simplified(text)),) if len(text) <= _LONGEST_SPELLED else ()
            for sound in pinyin.spellings(simplified(text)) if len(text) < 5 else whole:
                by_sound[sound].add(key)
            for short in (firms.brand_of(text), *names.short_forms(text)) if len(text) > 3 else ():
                if 2 <= len(short) <= 4 and all(map(is_cjk, short)):
                    for sound in pinyin.spellings(short):
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


def _closest(latin_name: str, chinese: Mapping[str, str]) -> set[str]:
    """Keep the Chinese names that say most of a Latin one: 汀石 of Tingshi, 汀石研究所 of Tingshi Institute.

    A company's parts go where nothing more is said than its brand.
    """
    if " " in latin_name:
        said = {key: len(common_words(latin_name, text)) for key, text in chinese.items()}
        return {key for key, count in said.items() if count == max(said.values())}
    whole = {key for key, text in chinese.items() if pinyin.spelled(simplified(text)) == folded(latin_name)}
    return whole or set(names.without_parts(min(chinese, key=len), chinese))


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
    allowed = frozenset("".join(lexicon.lines("transliteration")))
    chinese = {
        k: n.text
        for k, n in nodes.items()
        if len(k) >= 3 and set(simplified(n.text)) <= allowed and k not in lexicon.same("places")
    }
    first: dict[str, str] = {}
    for word, key in sorted(
        (n.text.split()[0], k)
        for k, n in nodes.items()
        if not has_cjk(n.text) and _bears_foreign(n.text) and k not in lexicon.same("places")
    ):
        first.setdefault(word, key)  # the shortest of the names that begin with one word speaks for it
    foreign = {key: word for word, key in first.items()}
    scores = _likenesses(chinese, foreign)
    rows, columns = _best_two(scores, 0), _best_two(scores, 1)
    for (a, b), score in scores.items():
        rival = max(next((s for s, pair in best if pair != (a, b)), 0.0) for best in (rows[a], columns[b]))
        yield Found(a, b, "transliteration", score if score > rival + 0.05 else min(score, 0.6))


def _bears_foreign(text: str) -> bool:
    """Say whether a name is one word, or begins with a word of its own before its trade (Halvorsen Membraner AS)."""
    first, *rest = text.split()
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
