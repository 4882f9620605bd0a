"""Names that differ by the word that says what they are: Torrin substation, Port of Helm Authority, X股份公司."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from auditor.resolving import seated
from auditor.resolving.companies import FULL_ZH, LEGAL_ZH, bare_company
from auditor.resolving.nodes import Found, Node, Nodes
from extractors import firms, forms, latin, lexicon, names
from extractors.chinese import is_everyday, places
from extractors.text import folded, has_cjk, in_order, simplified

_LAND = frozenset("forest estate wood moss bog plantation".split())  # what land is besides a place
_HEADS = frozenset(latin.ORG_HEADS | lexicon.section("latin", "latin.site_heads") | _LAND)
_SITE_HEADS = lexicon.section("latin", "latin.site_heads")
# Houses bear the names of other things: the Heron Inn is not Heron.
_HOUSES = frozenset(
    "house inn hotel resort lodge hostel guesthouse mansion castle palace hall arena stadium museum".split()
)
# What tells one of several apart; a name with such a word is another one's.
_TELLING_APART = frozenset(
    "north south east west northern southern eastern western upper lower inner outer old new great little first second "
    "third phase".split()
)
_GROUP_ZH = re.compile("(?:集团|控股)$")


def variants(nodes: Nodes) -> Iterator[Found]:
    """Join the full names of one company that write its legal form in other words (股份有限公司, 股份公司)."""
    same: dict[str, list[str]] = defaultdict(list)
    for key, node in nodes.items():
        if node.kind == "organisation" and (LEGAL_ZH.search(node.text) or latin.LEGAL_END.search(node.text)):
            same[bare_company(node.text)].append(key)
    for stem, keys in same.items():
        first, *others = sorted(keys)
        if len(_GROUP_ZH.sub("", stem)) > 2:
            reason = "the same name with its legal form in other words"
            yield from (Found(first, other, reason, 0.95) for other in others)
    yield from _seated(nodes)
    yield from _of_kind(nodes)


_KIND = re.compile("(?<=^[\u4e00-\u9fff]{2})[\u4e00-\u9fff]?[市县镇乡州村]$|(?<=^[\u4e00-\u9fff]{2})区$")


def _of_kind(nodes: Nodes) -> Iterator[Found]:
    """Join a place to the only one whose name has the word for what it is behind (棠河, 棠河县).

    Of 16 such pairs in 53 hand-written folders all were one place, 2026-11. A town alone in a list may have been taken
    for a site or a house.
    """
    with_kind: dict[str, list[str]] = defaultdict(list)
    for key, node in nodes.items():
        if node.kind in _PLACED and _KIND.search(key) and key[:-1] in nodes:
            with_kind[key[:-1]].append(key)
    own = _brands(nodes) if with_kind else ()
    for bare, keys in with_kind.items():
        kinds = {nodes[bare].kind, nodes[keys[0]].kind}
        house = kinds != {"place"} and (bare in own or _is_a_houses(bare, keys[0], nodes))
        if len(keys) == 1 and not house and kinds <= {"organisation", *_PLACED}:
            yield Found(keys[0], bare, "the same name with the word for what it is", 0.92)


def _brands(nodes: Nodes) -> frozenset[str]:
    """Give the own words of the registered firms."""
    return frozenset(firms.brand_of(simplified(node.text)) for node in nodes.values() if FULL_ZH.search(node.text))


def _is_a_houses(bare: str, town: str, nodes: Nodes) -> bool:
    """Say whether a name is rather the one house's that goes on behind it than the town's, which is named but once."""
    begun = [key for key, node in nodes.items() if node.kind in ("organisation", "site") and key.startswith(bare)]
    houses = [key for key in begun if key != bare and not _KIND.search(key)]
    return len(houses) == 1 or (bool(houses) and len(nodes[town].places) == 1)


_SEATED = re.compile("(?<=^[\u4e00-\u9fff]{2})[市县省](?=[\u4e00-\u9fff]{3})")


def _seated(nodes: Nodes) -> Iterator[Found]:
    """Join a body to the same name without the word for the kind of its seat (江城市肿瘤医院, 江城肿瘤医院)."""
    for key in nodes:
        bare = _SEATED.sub("", key)
        if bare != key and bare in nodes:
            yield Found(key, bare, "the same name with the word for what it is", 0.92)


def seats_of(nodes: Nodes) -> frozenset[str]:
    """Give the towns that full names say to be ones (沅丘 of 沅丘市储备粮管理有限公司), or that stand with their level.

    A town is no house's short name.
    """
    named = [(simplified(node.text), node.kind) for node in nodes.values() if has_cjk(node.text)]
    levelled = frozenset(text[:-1] for text, kind in named if kind in _PLACED and _KIND.search(text))
    return names.seats(text for text, _ in named) | (levelled - _brands(nodes) if levelled else levelled)


_BRAND_AT = 2  # characters of the seat before a brand


def behind_seat(nodes: Nodes) -> Iterator[Found]:
    """Join a firm's brand to the only full name that has it behind two signs of an unlisted seat.

    岱松 and 岱松浆业 of 沂州岱松浆业有限公司: what else the folder calls so tells where the seat ends. A brand that
    another full name begins with is that one's.
    """
    named = ((key, simplified(node.text)) for key, node in nodes.items() if node.kind in seated.FULL_KINDS)
    fulls = {key: text for key, text in named if len(text) > 6 and seated.HOUSE.search(text) and has_cjk(text[:1])}
    behind: dict[str, list[str]] = defaultdict(list)
    for key, text in fulls.items():
        if firms.without_place(text) == text:
            behind[text[_BRAND_AT : _BRAND_AT + 2]].append(key)
    heads = {text[:2] for text in fulls.values()}
    for key, node in nodes.items():
        short = simplified(node.text)
        fits = behind.get(short[:2], ()) if node.kind in _FIRMS and key not in fulls else ()
        if len(fits) != 1 or not 2 <= len(short) <= 4 or short[:2] in heads or _is_known(short, ()):
            continue
        if in_order(short, fulls[fits[0]][_BRAND_AT:]):
            yield Found(key, fits[0], "the word behind the seat of the only full name that has it there", 0.85)


_FIRMS = ("organisation", "project", "programme")


def of_town_name(nodes: Nodes) -> Iterator[Found]:
    """Join what may be a town but fills a cell of a column of firms to the one registered name that begins with it.

    永昌 of 永昌起重有限公司, its trade right behind it; before another's brand (岳阳恒立起重) a town is where that is.
    """
    listed = (node for node in nodes.values() if node.kind in _TOWN_OR_FIRM and _is_listed_firm(node))
    towns = {simplified(node.text): node.key for node in listed}
    begun: dict[str, list[str]] = defaultdict(list)
    for key, node in nodes.items() if towns else ():
        if node.kind == "organisation" and len(text := simplified(node.text)) > 3:
            begun[text[:2]].append(key)
    seats = seats_of(nodes) if towns else ()
    for town, key in towns.items():
        fits = forms.widest(begun[town])
        full = simplified(nodes[fits[0]].text) if len(fits) == 1 else ""
        brand = firms.brand_of(full)
        if town not in seats and LEGAL_ZH.search(full) and (brand.startswith(town) or is_everyday(brand)):
            yield Found(key, fits[0], "the firm of a column whose trade the only full name says", 0.8)


_TOWN_OR_FIRM = ("place", "organisation")


def _is_listed_firm(node: Node) -> bool:
    """Say whether two Chinese signs fill a cell of a column of firms somewhere."""
    if len(node.text) != 2 or not has_cjk(node.text):
        return False
    said = (place.mention for place in node.places)
    return any(mention.kind == "organisation" and mention.evidence == "column" for mention in said)


def of_group(nodes: Nodes) -> Iterator[Found]:
    """Join a group's name without its seat to the only full one that ends so: 热力集团 of 朔岭热力集团有限公司."""
    ends: dict[str, list[str]] = defaultdict(list)
    for key, node in nodes.items():
        text = simplified(node.text)
        stem = LEGAL_ZH.sub("", text)
        if node.kind == "organisation" and stem != text and stem.endswith("集团"):
            ends[stem].append(key)
    for key, node in nodes.items() if ends else ():
        short = simplified(node.text)
        if node.kind == "organisation" and len(short) > 3 and short.endswith("集团"):
            fits = [k for stem, keys in ends.items() if stem.endswith(short) and stem != short for k in keys]
            if len(fits) == 1:
                yield Found(key, fits[0], "the end of the only name that ends so", 0.78)


def headed(nodes: Nodes) -> Iterator[Found]:
    """Join a Latin name to the only one that adds the word for what it is, and two that differ in a word between.

    Torrin and Torrin substation, Port of Helm and Port of Helm Authority; Peterholm plant and Peterholm Hydrogen Plant.
    """
    words = {key: _words(node) for key, node in nodes.items() if not has_cjk(node.text) and node.kind != "person"}
    begins: dict[str, set[str]] = defaultdict(set)
    ends: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, held in words.items():
        for cut in range(1, len(held)):
            begins[folded(" ".join(held[:cut]))].add(key)
        if len(held) > 1 and held[-1].casefold() in _HEADS:
            ends[held[0], held[-1].casefold()].add(key)
    houses = {key for key in words if nodes[key].kind in ("organisation", "site")}
    of_any, of_houses = _tails(words, ()), _tails(words, houses)
    for key, held in words.items():
        tails = of_houses if key in houses else of_any
        known = key in lexicon.same("public")  # a league of many is not the end of one of them
        if len(held) > 1 and not known and len(fits := tails.get(folded(" ".join(held)), set()) - {key}) == 1:
            yield Found(key, min(fits), "the end of the only name that ends so", 0.75)
        yield from _plain(key, held, begins.get(key, ()), words, nodes)
        if len(held) > 1:
            yield from _between(key, held, ends.get((held[0], held[-1].casefold()), ()), words)


_THE = re.compile("^[Tt]he ")
_OWN_GROUP = re.compile("(?:[组室院所站圈盟办]|中心|工会)$")


def ended(nodes: Nodes) -> Iterator[Found]:
    """Join what a body is, said alone, to the only name of the folder that ends so.

    the Laboratory of Tyne Conservation Science Laboratory, crypto desk of Marula crypto desk, 互助小组 of 运输互助小组.
    Of 15 such pairs in 66 hand-written folders all were one (2026-11). A league of many is not the end of one of them.
    """
    bodies = {key: _THE.sub("", node.text) for key, node in nodes.items() if node.kind == "organisation"}
    ends: dict[str, set[str]] = defaultdict(set)
    for text in bodies.values():
        for tail in _ends(text):
            ends[tail].add(folded(text))
    by_text = {folded(text): key for key, text in bodies.items()}
    for key, text in bodies.items():
        wide = forms.widest(ends.get(folded(text), ()))
        if len(wide) == 1 and key not in lexicon.same("public") and wide[0] not in lexicon.same("public"):
            yield Found(key, by_text[wide[0]], "the end of the only name that ends so", 0.75)


def _ends(text: str) -> Iterator[str]:
    """Give the folded ends of a body's name that may stand for all of it: its last words, the noun last."""
    if has_cjk(text):
        plain = simplified(text)
        yield from (folded(plain[cut:]) for cut in range(2, len(plain) - 1) if _OWN_GROUP.search(plain))
        return
    held = text.split()
    if held and held[-1].casefold() in latin.ORG_HEADS | OWN_HEADS:
        yield from (folded(" ".join(held[cut:])) for cut in range(1, len(held)))


OWN_HEADS = frozenset("co-op desk commissioners chamber sub-group subgroup lab trust authority".split())


_SITE_NOUNS = lexicon.alternatives(lexicon.section("chinese", "site.nouns"))
_SITE_TAIL = re.compile(f"[老新旧]?(?:{_SITE_NOUNS}|站|厂|库|变|园|台|院|[一二三四]期|水道|市场|片区?)")
_WORKS_TAIL = re.compile("[\u4e00-\u9fff]{1,4}[站厂]")  # 澛湾水厂, 桐圩单采血浆站
_ROOMS = frozenset(("centre", "center", "office", "rooms"))
_PAIR = 2
_TAILS = (_SITE_TAIL, _WORKS_TAIL)
_SIDES = frozenset("东西南北")  # 狮岭西仓: what stands before is where it is
_PLACED = ("place", "site")


def sited(nodes: Nodes) -> Iterator[Found]:
    """Join the name of an unlisted place or a site to the only site that adds the word for what it is.

    红砬子 and 红砬子站, Maribago and Maribago jetty: of 16 such pairs in 52 hand-written folders 15 were one. A listed
    town is not the works in it, nor is one whose name says that it is a town.
    """
    placed = {key: node for key, node in nodes.items() if node.kind in _PLACED}
    seats = seats_of(nodes)
    longer: dict[str, list[str]] = defaultdict(list)
    for key, node in placed.items():
        if begun := _begun(node.text, placed):
            longer[begun].append(key)
    for key, every in longer.items():
        plain = [k for k in every if has_cjk(k) and _SITE_TAIL.fullmatch(simplified(nodes[k].text), len(key))]
        fits = plain if len(every) > 1 else every  # 坪陂站 rather than 坪陂单采血浆站
        if len(plain) == 1 and len(every) == _PAIR and in_order(*sorted((k[len(key) :] for k in every), key=len)):
            # 坪陂站 and 坪陂单采血浆站 are one
            yield Found(every[0], every[1], "the same site with more of what it is", 0.76)
        if len(fits) == 1 and not _is_known(nodes[key].text, seats):
            yield Found(key, fits[0], "the same site with the word for what it is", 0.76)


def _begun(text: str, placed: Nodes) -> str:
    """Give the longest name that a site's goes on behind with nothing but the word for what it is, "" for none."""
    if not has_cjk(text):
        head, _, tail = text.rpartition(" ")
        if tail.casefold() in _SITE_HEADS - _HOUSES and folded(head) in placed:
            return folded(head)
        begun, _, sort = head.rpartition(" ")  # Larch Hall training centre
        return folded(begun) if tail in _ROOMS and sort.islower() and folded(begun) in placed else ""
    plain = simplified(text)
    cuts = (cut for cut in range(len(plain) - 1, 1, -1) if plain[cut] not in _SIDES and folded(plain[:cut]) in placed)
    return next((folded(plain[:cut]) for cut in cuts if any(tail.fullmatch(plain, cut) for tail in _TAILS)), "")


def _is_known(text: str, seats: Collection[str]) -> bool:
    """Say whether a name is a known town's, a street's or an everyday word's: what stands there is another thing."""
    if not has_cjk(text):
        return text in lexicon.names("places") or folded(text) in lexicon.same("places") or latin.common(text)
    plain = simplified(text)
    return plain in places() or plain in lexicon.names("places") or plain in seats or is_everyday(plain)


def _tails(words: Mapping[str, Sequence[str]], houses: Collection[str]) -> dict[str, set[str]]:
    """Index names of three words and more by the two or more last ones that say what they are (Port Company).

    Those of houses and sites by any last ones that no small word is before: Test House of Ceramic Materials Test House,
    but not San Juan of Bank of San Juan. In 37 hand-written folders all 17 such pairs were one (2026-12).
    """
    found: dict[str, set[str]] = defaultdict(set)
    for key, held in words.items():
        headed = bool(held) and held[-1].casefold() in latin.ORG_HEADS
        for cut in range(1, len(held) - 1) if headed or key in houses else ():
            if held[cut][0].isupper() and (headed or held[cut - 1][0].isupper()):
                found[folded(" ".join(held[cut:]))].add(key)
    return found


def _words(node: Node) -> list[str]:
    return latin.LEGAL_END.sub("", node.text).split()


def _plain(
    key: str, held: Sequence[str], longer: Collection[str], words: dict[str, list[str]], nodes: Nodes
) -> Iterator[Found]:
    """Join a plain name to those that begin with it, where all of them add nothing but one word for what it is."""
    node = nodes[key]
    if not held or not longer or node.kind in ("project", "programme", "product") or not _own(held, node):
        return
    tails = {other: [word.casefold() for word in words[other][len(held) :]] for other in longer}
    one_kind = len({tuple(tail) for tail in tails.values()}) == 1
    if one_kind and all(len(tail) == 1 and tail[0] in _HEADS - _HOUSES for tail in tails.values()):
        yield from (Found(key, other, "the same name with the word for what it is", 0.78) for other in sorted(tails))


def _own(held: Sequence[str], node: Node) -> bool:
    """Say whether words can be a thing's own name: one no place and no everyday word, several not all everyday ones."""
    if node.norm in lexicon.same("places") or (node.kind == "place" and len(held) == 1):
        return False
    if held[-1].casefold() in _HEADS and held[-1].casefold() in _SITE_HEADS:
        return False
    telling = [word for word in held if word[0].isupper() and len(word) > 3 and not latin.common(word)]
    return bool(telling) and not (len(held) == 1 and held[0] in lexicon.entries("firstnames"))


def _between(key: str, held: Sequence[str], near: Collection[str], words: dict[str, list[str]]) -> Iterator[Found]:
    """Join a name to the only longer one with its first and its last word that says more between them."""
    plain = {k: [word.casefold() for word in words[k]] for k in (key, *near)}
    longer = [k for k in near if len(plain[k]) > len(held) and in_order(plain[key], plain[k])]
    if len(longer) == 1 and len(held[0]) > 3 and not latin.common(held[0]):
        said = {*plain[longer[0]]} - {*plain[key]}
        if not said & _TELLING_APART and not any(word[0].isdigit() for word in said):
            yield Found(key, longer[0], "the only name that says more between these words", 0.78)
