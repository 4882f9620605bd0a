"""Which names of things are one: definitions, curated tables, short forms, initials, units, first words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from auditor.resolving import clipped, columns, glosses, heads, keepers, numbers, seated, sounds
from auditor.resolving.companies import FULL_ZH
from auditor.resolving.nodes import KEPT_FROM, FileMentions, Files, Found, Node, Nodes
from auditor.resolving.readings import Readings, Rule
from auditor.resolving.societies import OFFICE, OFFICE_LAST
from extractors import bodies, definitions, firms, forms, latin, latinforms, lexicon, names
from extractors.chinese import is_everyday, places
from extractors.model import NAME_KINDS, Mention, Segment
from extractors.text import folded, has_cjk, in_dictionary, in_order, is_cjk, simplified, words

_UNIT = re.compile(
    "(?:班组|工艺组|项目组|项目部|攻关组|专班|项目|工程|计划|专项|秘书处|组委会|集团| ?secretariat| ?office| ?project|"
    " ?programme| ?team)$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"^(?:(?:The )?(?:Project|Programme|Program|Operation|Initiative|Code ?name)|The) (?=[A-Z])")
# What a project's name carries of those who work on it or of its line.
_TEAM = re.compile(
    "[\u4e00-\u9fff]{0,3}组|[\u4e00-\u9fff]?[线班]|办|系列|模组|型|机型"
    "| (?:module|line|series|team|crew|group|gang|hands|(?:night )?shift|people)"
)
_LONGEST_TEAM = len(" night shift") + 1
_SHIP = re.compile(r"^(?:MV|M/V|MS|MT|M/T|SS|HMS|USS|FV|RV) ")


def thing_merges(nodes: Nodes, files: Files, before: Readings | None = None) -> tuple[list[Found], Readings]:
    """Say which names of things are one.

    Args:
        nodes: The names.
        files: Where they stand.
        before: What an earlier look read; what a rule found there stands where the rule would read the same.

    Returns:
        What was found, and what a later look may take over.
    """
    # What a bare office looks like tells nothing of whose it is: see `hosts`.
    named = {key: node for key, node in nodes.items() if node.kind in NAME_KINDS and not OFFICE.fullmatch(node.text)}
    read = Readings(named, _RULES, before)
    found = [*read.found(), *columns.paired(files), *_two_tongues(files)]
    return [*found, *_letterheads(files)], read


def _defined(nodes: Nodes) -> Iterator[Found]:
    backwards = sorted(key[::-1] for key in nodes if len(key) > 3)
    for key, node in nodes.items():
        for full in node.defined:
            target = full if full in nodes else _only(_one_ends_other(full, nodes, backwards))
            if target and target != key:
                yield Found(key, target, "defined in the text", 0.97)


def _one_ends_other(full: str, nodes: Collection[str], backwards: Sequence[str]) -> Iterator[str]:
    """Give the names that end a full name and those that it ends; `backwards` holds all, reversed and sorted."""
    yield from (full[cut:] for cut in range(1, len(full) - 3) if full[cut:] in nodes)
    reverse = full[::-1]
    at = bisect_left(backwards, reverse)
    while at < len(backwards) and backwards[at].startswith(reverse):
        yield backwards[at][::-1]
        at += 1


def _only(found: Iterable[str]) -> str:
    """Give the one element, "" where there are none or several."""
    distinct = set(found)
    return distinct.pop() if len(distinct) == 1 else ""


def _curated(nodes: Nodes) -> Iterator[Found]:
    for table in ("places", "organisations", "products"):
        groups: dict[str, list[str]] = defaultdict(list)
        for key, node in nodes.items():
            group = lexicon.same(table).get(node.norm) or (_town(node) if table == "places" else "")
            if group:
                groups[group].append(key)
        for keys in groups.values():
            yield from (Found(keys[0], other, "the same in the curated table", 0.95) for other in keys[1:])


def _town(node: Node) -> str:
    """Give a known town's own group for its name with and without what it is (宁波市, 宁波), "" for other names."""
    bare = node.norm[:-1] if node.norm[-1:] in ("市", "省") else node.norm
    known = node.kind == "place" and has_cjk(bare) and bare in lexicon.names("places")
    return lexicon.same("places").get(bare, bare) if known else ""


def _shortened(nodes: Nodes) -> Iterator[Found]:
    """Join short forms to the one full name of the folder that they fit."""
    fits: dict[str, set[str]] = defaultdict(set)
    seats = heads.seats_of(nodes)
    for key, node in nodes.items():
        if node.kind in ("organisation", "site", "project", "programme") and not names.is_of_several(node.text):
            for name in node.spellings:
                for short in _shorts(name):
                    # 用户会秘书处 is no other full name of 用户会
                    if short in nodes and short not in (key, folded(OFFICE_LAST.sub("", name))):
                        fits[short].add(key)
    for short, every in fits.items():
        full = _meant(short, every, nodes)
        brands = _brands(full, nodes)
        village = all(firms.cooperative(simplified(nodes[key].text)) for key in full)
        if nodes[short].text in seats and not village:
            yield from (Found(short, key, "short form of several full names", 0.4) for key in full)  # a town's own
        elif len(brands) == 1:
            for key in full:
                if _is_strangers(nodes[short], nodes[key]):
                    continue
                own = 0.5 if _known_else(nodes[short], nodes[key]) else 0.9
                yield Found(short, key, "short form of the only full name that fits", own)
        else:
            yield from (Found(short, key, "short form of several full names", 0.4) for key in full)
    yield from _abbreviated(nodes, fits)


def _meant(short: str, every: Collection[str], nodes: Nodes) -> list[str]:
    """Leave those of the full names with a short form that it is rather said of, where they are of several brands."""
    full = _without_units(short, keepers.without(short, _without_offices(every), nodes), nodes)
    if len(_brands(full, nodes)) > 1:
        full = _without_its_works(short, full, nodes)
    if len(_brands(full, nodes)) > 1 and nodes[short].kind == "organisation":
        full = _with_legal_form(short, full, nodes)
    return full


def _brands(full: Collection[str], nodes: Nodes) -> set[str]:
    return {firms.brand_of(nodes[key].text) or key for key in forms.widest(full)}


def _with_legal_form(short: str, full: list[str], nodes: Nodes) -> list[str]:
    """Leave the only name with a legal form: Grabenhorst Vortriebstechnik GmbH beside Grabenhorst China.

    Of names that begin with the short one alone: whose letters or other words it is, no legal form tells. A Chinese
    registered name is it wherever its brand stands (润河 of 沧州润河化工有限公司 beside 润河母公司).
    """
    branded = [key for key in full if FULL_ZH.search(nodes[key].text) and firms.brand_of(nodes[key].text) == short]
    if branded:
        return branded
    if not all(nodes[key].norm.startswith(short) for key in full):
        return full
    legal = [key for key in full if FULL_ZH.search(nodes[key].text) or latin.LEGAL_END.search(nodes[key].text)]
    return legal if len(legal) == 1 else full


def _without_offices(full: Collection[str]) -> list[str]:
    """Drop what begins with a registered name and goes on (…有限公司昆明项目部): an office of that firm's."""
    registered = [key for key in full if FULL_ZH.search(key)]
    return [key for key in full if not any(key != firm and key.startswith(firm) for firm in registered)]


_PART = re.compile("(?:实验室|[项课]目|计划|仓库|车间|基地|[部处科室组队])$")


def _without_its_works(short: str, full: list[str], nodes: Nodes) -> list[str]:
    """Drop what goes on behind the whole short name where a house is called so: its works, projects and laboratories.

    苏银租赁 is 苏银融资租赁有限公司 beside 苏银租赁项目, 嵩阳院 is 嵩阳计量科学研究院 beside 嵩阳院贾鲁河实验室.
    """
    own = [key for key in full if not (key.startswith(short) and _PART.search(key))]
    return own if own and all(nodes[key].kind == "organisation" for key in own) else full


def _is_strangers(short: Node, full: Node) -> bool:
    """Say whether a lone given name stands where the longer name that it begins does not: anybody may bear it."""
    if short.text not in lexicon.entries("firstnames") or not full.text.startswith(short.text + " "):
        return False
    return not {place.file for place in short.places} <= {place.file for place in full.places}


def _without_units(short: str, full: Collection[str], nodes: Nodes) -> list[str]:
    """Drop the names that begin with a longer short form of another one: its units (沅泽水务调度室)."""
    kept = forms.widest(full) if len(full) > 1 else list(full)
    shorter = ((key, folded(each)) for key in kept for each in forms.short_forms(nodes[key].text))
    longer = {form: key for key, form in shorter if len(form) > len(short)}
    full = forms.without_parts(short, {key: nodes[key].text for key in full})
    units = {key for key in full for form, owner in longer.items() if key not in (owner, form) and key.startswith(form)}
    return sorted(set(full) - units)


@lru_cache(maxsize=1 << 16)  # every look at a folder asks again
def _shorts(name: str) -> tuple[str, ...]:
    """Give the folded short forms of a name, one that has several ways to be made as often."""
    if not has_cjk(name):
        own = latinforms.own_society(name)
        found = [*forms.short_forms(name), *([own] if own else []), *latinforms.own_words(name)]
    else:
        plain = simplified(name)
        found = [*forms.short_forms(name), *bodies.counted(plain), *bodies.contracted(plain), *bodies.rendered(plain)]
    return tuple(map(folded, found))


def _known_else(short: Node, full: Node) -> bool:
    """Say whether a short form is known as a thing of another sort whose name the full one bears: a place, a code name.

    衡川 and 衡川地铁公司, Project Heron and the Heron Inn stay two.
    """
    if short.kind == "place" and firms.cooperative(simplified(full.text)) == short.text:
        return False  # lists of cooperatives call each by its village
    if short.kind == "place":
        listed = short.norm in lexicon.same("places")
        if short.text[-1] == full.text[-1] and not listed:
            return False
        return full.kind != "place" and (listed or folded(firms.brand_of(full.text)) != short.norm)
    if full.kind not in ("site", "organisation") or short.text[-1] == full.text[-1]:
        return False
    named = short.kind in ("project", "programme", "product")
    return (named and full.kind == "site") or (
        (named or short.kind == "organisation") and bool(_HOUSE.search(full.text))
    )


_HOUSE = re.compile(
    "(?:酒店|宾馆|饭店|客栈|民宿|公寓|餐厅|酒楼|茶楼|招待所|度假村|咖啡馆?|酒家|[菜汤面粉鱼饭肉]馆|大排档|火锅店|小学|中学|幼儿园|"
    "Hotel|Inn|Hostel|Guesthouse|Resort|Lodge|Hall|Castle|Café|Cafe|Coffee|School)$"
)


def _longest_only(keys: Collection[str]) -> list[str]:
    """Drop the keys that are part of another one: 禾丰源粮油 is a stage on the way to its full name."""
    return [key for key in keys if not any(key != other and key in other for other in keys)]


def _abbreviated(nodes: Nodes, known: Collection[str]) -> Iterator[Found]:
    """Join Chinese abbreviations that are a subsequence of one full name only, from its or its brand's first sign."""
    full: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, node in nodes.items():
        name = simplified(node.text)
        if node.kind == "organisation" and len(key) >= 6 and all(map(is_cjk, name)):
            for first in {name[0], firms.brand_of(name)[:1] or firms.without_place(name)[:1] or name[0]}:
                full[first].append((key, name))
    for key, node in nodes.items():
        short = simplified(node.text)
        guessed = node.kind == "project" and node.evidence <= _OF_TITLES and not is_everyday(short)  # 绿租_项目池
        if key in known or not (node.kind == "organisation" or guessed):
            continue
        if not 2 <= len(short) <= 5 or not all(map(is_cjk, short)):
            continue
        if short in lexicon.names("places") or short in lexicon.names("organisations") or FULL_ZH.search(short):
            continue
        parent = short if _PARENT.search(short) else "\0"
        near = [(k, name) for k, name in full.get(short[0], ()) if k != key and not name.startswith(parent)]
        near = [(k, name) for k, name in near if not (name.startswith(short) and _DEPARTMENT.search(name))]
        near = [(k, name) for k, name in near if name.startswith(short) or not _WHOLE.search(short)]
        fits = [k for k, name in near if _abbreviates(short, name) and keepers.kept(name) != short]
        if len(_longest_only(fits)) == 1:
            yield Found(key, _longest_only(fits)[0], "abbreviation of the only full name that fits", 0.75)


_OF_TITLES = frozenset(("pattern", "folder", "tagger"))


def _abbreviates(short: str, full: str) -> bool:
    """Say whether `short` takes its characters from `full` in order, beginning with its first or its brand's first."""
    brand = firms.brand_of(full)
    own = "" if brand else firms.without_place(full)[:1]  # 景阳管 of 阳谷景阳岗钢管
    if short[0] not in {full[0], brand[:1], own} or (brand and brand[0] not in short):
        return False
    return in_order(short, full)


def _initials(nodes: Nodes) -> Iterator[Found]:
    long: dict[str, set[str]] = defaultdict(set)
    for key, node in nodes.items():
        if " " in node.text and not has_cjk(node.text):
            for letters in _heads(node.text):
                long[letters].add(key)
    for key, node in nodes.items():
        short = node.text
        if not re.fullmatch(r"[A-Z]{3,8}", short):
            continue
        near = sorted(long[short.casefold()])
        fits = [k for k in near if definitions.abbreviates(short, nodes[k].text)
                or definitions.abbreviates(short, definitions.bare(nodes[k].text))]  # fmt: skip
        if len(fits) == 1:
            yield Found(key, fits[0], "initials of the only name that fits", 0.85)


def _heads(name: str) -> set[str]:
    """Give the initials that `definitions.abbreviates` may take for a name's."""
    words = [word for word in re.split(r"[\s\-/,]+", definitions.bare(name)) if word]
    main = "".join(word[0].casefold() for word in words if word[0].isupper())
    camel = "".join(sign.casefold() for word in words for sign in _CAPITALS.findall(word))  # CTA of ClearThread Audit
    return {main, main[:-1], camel, "".join(word[0].casefold() for word in words)}


_CAPITALS = re.compile(r"^[^\W\d_]|(?<=[a-z])[A-Z]")


def _units(nodes: Nodes) -> Iterator[Found]:
    """Join a project's own teams, and sites and bodies with their organisation before them, to the plain name."""
    for key, node in nodes.items():
        text = node.text
        stem = folded(_UNIT.sub("", _CALLED.sub("", text)))
        if stem != key and stem in nodes and not _known_else(nodes[stem], node):
            yield Found(key, stem, "the same name with a word for its team or office", 0.8)
        team = _team(text, nodes)
        if team:
            sure = 0.6 if simplified(nodes[team].text) in bodies.SEASONS else 0.8
            yield Found(key, team, "the same project with a word for its people or its line", sure)
        if text[-1:] == "队" and key[:-1] in nodes and nodes[key[:-1]].kind == "organisation":
            yield Found(key, key[:-1], "who plays for a house", 0.78)  # 卫生院队
        ship = folded(_SHIP.sub("", text))
        if ship != key and ship in nodes and nodes[ship].kind not in ("project", "programme"):
            yield Found(key, ship, "the same vessel with its prefix", 0.95)
        if node.kind not in ("site", "place"):
            continue
        for cut in range(2, len(key) - 2):
            owner, tail = nodes.get(key[:cut]), nodes.get(key[cut:])
            if owner and tail and owner.kind == "organisation" and tail.kind == "site":
                yield Found(key, tail.key, "the same site with its owner's name", 0.85)


def _team(text: str, nodes: Nodes) -> str:
    """Give the longest name of a project or product that this one is with a word for its people or its line."""
    for cut in range(len(text) - 1, max(1, len(text) - _LONGEST_TEAM), -1):
        stem = folded(text[:cut])
        if _TEAM.fullmatch(text, cut) and stem in nodes and nodes[stem].kind in ("project", "programme", "product"):
            return stem
    return ""


# A body's own last word: a longer name that begins with the whole of it is another's, under it or beside it.
_PARENT = re.compile("(?:[会盟圈]|大学|学院|集团|公司|局|部|委|院|厂|中心|银行|协会|学会|医院|政府)$")

# 沔州大学 is another one than 沔州理工大学: in 105 hand-written folders no name is so cut, 2026-12.
_WHOLE = re.compile("..(?:大学|学院|银行|法院|研究[院所]|委员会|协会)$")


# A body's own department is told apart from it: of 49 in 52 hand-written folders 48 are things of their own, 2026-11.
# So is a team of several firms, which begins with the first one's name (澄岭砚溪联队).
_DEPARTMENT = re.compile("(?:联队|联合体|[\u4e00-\u9fff]{2}[部处科室]|(?:采购|结算|调度|客服)中心)$")


def _headed(nodes: Nodes) -> Iterator[Found]:
    """Join a Chinese name to the only longer ones that begin with it, behind their place (顺衍: 沧州顺衍危运)."""
    begins: dict[str, set[str]] = defaultdict(set)
    seats = heads.seats_of(nodes)
    for key, node in nodes.items():
        text = simplified(node.text)
        if node.kind in ("organisation", "site") and all(map(is_cjk, text)):
            for rest in {text, firms.without_place(text)}:
                for length in range(2, min(5, len(rest) - 1)):
                    begins[rest[:length]].add(key)
    for key, node in nodes.items():
        text = simplified(node.text)
        fits = {k for k in begins.get(text, ()) if k != key and nodes[k].kind == node.kind}
        fits = set(forms.without_parts(text, {k: nodes[k].text for k in fits if not _DEPARTMENT.search(nodes[k].text)}))
        fits = set(keepers.without(text, fits, nodes))
        if any(firms.serves_place(simplified(nodes[k].text), len(text)) for k in fits):
            continue
        if not fits or node.kind not in ("organisation", "site") or is_everyday(text) or text in places():
            continue
        if _PARENT.search(text) or text in seats:
            continue
        wide = forms.widest(fits)
        if len({firms.brand_of(nodes[k].text) or k for k in wide}) == 1 and not _known_else(node, nodes[wide[0]]):
            yield Found(key, wide[0], "the beginning of the only name that fits", 0.78)


def _in_town(nodes: Nodes) -> Iterator[Found]:
    """Join a site or a place to the same name behind its town (淮安柳坝空港园, 柳坝空港园; 苍南灵溪镇, 灵溪镇).

    Of four signs and more (编钟剧场) also where the one is taken for a site and the other for a house.
    """
    for key, node in nodes.items():
        bare = folded(firms.without_place(simplified(node.text))) if node.kind in _STANDING else key
        short = len(bare) <= _TOWN and not (_are_places(node, nodes.get(bare)) and _PROVINCE.match(key))
        if bare == key or short or bare not in nodes:
            continue
        kinds = {node.kind, nodes[bare].kind}
        either = len(bare) > _TOWN + 1 and kinds <= {*_STANDING} and not is_everyday(bare)
        if either or (len(kinds) == 1 and node.kind != "organisation"):
            yield Found(key, bare, "the same site behind its town", 0.85)


_STANDING, _TOWN = ("site", "place", "organisation"), 2
_PROVINCE = re.compile(
    "(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|"
    "内蒙古|广西|西藏|宁夏|新疆)省?[\u4e00-\u9fff]{2}$"
)


def _are_places(one: Node, other: Node | None) -> bool:
    return other is not None and one.kind == other.kind == "place"


_LEAST_WHOLE, _ENDS = 5, 2  # signs of a name that leaves out some of the words between its ends


def _shortened_between(nodes: Nodes) -> Iterator[Found]:
    """Join a Chinese name to the only longer one that it begins and ends as, and whose signs it keeps in order.

    枫岭农大动科院 of 枫岭农业大学动科院.
    """
    bodies_ = {k: text for k, n in nodes.items()
               if n.kind == "organisation" and all(map(is_cjk, text := simplified(n.text)))}  # fmt: skip
    ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, text in bodies_.items():
        if len(text) > _LEAST_WHOLE:
            ends[text[:_ENDS], text[-_ENDS:]].append(key)
    for key, text in bodies_.items():
        near = ends[text[:_ENDS], text[-_ENDS:]] if len(text) >= _LEAST_WHOLE and not FULL_ZH.search(text) else []
        wide = forms.widest(k for k in near if len(bodies_[k]) > len(text) and in_order(text, bodies_[k]))
        if len(wide) == 1 and not _TOLD_APART.search("".join(sorted(Counter(bodies_[wide[0]]) - Counter(text)))):
            yield Found(key, wide[0], "the same ends with less between them, of the only name that fits", 0.78)


_TOLD_APART = re.compile("[一二三四五六七八九十\\d东西南北新老上下]")


_UNDERTAKING = re.compile("(?:项目|工程|计划|专项)$")


def _contracted(nodes: Nodes) -> Iterator[Found]:
    """Join 东坪项目 to the one longer name of an undertaking that begins so (东坪水厂委托运营项目)."""
    long = [key for key in nodes if len(key) >= 7 and _UNDERTAKING.search(key)]
    for key in nodes:
        if 4 <= len(key) <= 6 and (tail := _UNDERTAKING.search(key)):
            fits = [k for k in long if k != key and k.startswith(key[: tail.start()]) and k.endswith(tail.group())]
            if len(_longest_only(fits)) == 1:
                yield Found(key, _longest_only(fits)[0], "the only undertaking that begins so", 0.8)


def _composed(nodes: Nodes) -> Iterator[Found]:
    """Join abbreviations that take beginnings of a name's words in order, from any word on, one fitting one.

    火安实验室 of 胶东储能火灾安全实验室, 琼检站 of 琼南种子检验站, 洮西调度 of 洮西电网调度中心.
    """
    bodies = {k: simplified(n.text) for k, n in nodes.items() if n.kind in ("organisation", "site")}
    chinese = {k: text for k, text in bodies.items() if all(map(is_cjk, text)) and not FULL_ZH.search(text)}
    by_last: dict[str, list[str]] = defaultdict(list)
    for key, text in chinese.items():
        for character in set(text):
            by_last[character].append(key)
    for key, short in chinese.items():
        if not 3 <= len(short) <= 6 or in_dictionary(short) or short in lexicon.names("organisations"):
            continue
        rarest = min((by_last[character] for character in short), key=len)
        fits = [k for k in rarest if len(k) >= len(short) + 2 and short not in k and composes(short, chinese[k])]
        if len(_longest_only(fits)) == 1:
            yield Found(key, _longest_only(fits)[0], "beginnings of the words of the only name that fits", 0.75)


def composes(short: str, full: str) -> bool:
    """Say whether `short` is made of the beginnings of words of `full` in their order, and ends as it ends.

    Its end is the full name's last character, or a beginning of two characters.
    """
    pieces = [full[word.start : word.end] for word in words(full)]
    if short[-1] == full[-1]:
        return _takes(short[:-1], pieces)
    return _takes(short, pieces) and any(piece.startswith(short[-2:]) for piece in pieces)


def _takes(short: str, pieces: Sequence[str]) -> bool:
    """Say whether beginnings of some of the pieces, in order, make up `short`; two pieces at least."""
    reached = {(0, 0)}
    for piece in pieces:
        for at, count in tuple(reached):
            for length in range(1, len(piece) + 1):
                if not short.startswith(piece[:length], at):
                    break
                reached.add((at + length, min(count + 1, 2)))
    return (len(short), 2) in reached


_SEATS = frozenset("Port Cape Lake Mount Fort Saint St San Santa New North South East West Upper Lower Greater".split())


def _own_word(nodes: Nodes) -> Iterator[Found]:
    """Join a Latin word to the only name that holds it behind its first word (Ipuara: Sementes Ipuara).

    A word that another name begins with is that one's.
    """
    holding: dict[str, set[str]] = defaultdict(set)
    begun = set[str]()
    for key, node in nodes.items():
        if node.kind == "organisation" and not has_cjk(node.text):
            first, *rest = latin.LEGAL_END.sub("", node.text).split()
            begun.update({folded(first)} if rest else ())
            for word in rest if first not in _SEATS else ():
                holding[folded(word)].add(key)
    for key, node in nodes.items():
        fits = forms.widest(holding.get(key, ())) if key not in begun else []
        if node.kind not in ("organisation", "place") or len(fits) != 1 or len(key) < 5 or not _tells(node.text):
            continue
        if node.kind == "place" and not _WORKS_FIRST.match(nodes[fits[0]].text):
            continue  # Hollental of Seilwerk Hollental GmbH, no Praha of CertiRail Praha s.r.o.
        yield Found(key, fits[0], "a word of its own in the only name that holds it", 0.75)


_WORKS_FIRST = re.compile(
    r"(?:[A-ZÄÖÜ][a-zäöüß]*(?:werke?|bau|fabrik|h[üu]tte|gie(?:ß|ss)erei|verft?|bruk)|Officine|Fonderie) "
)


def _tells(word: str) -> bool:
    """Say whether a Latin word can be somebody's own name: no everyday word, no place, no trade, no first name."""
    plain = word.casefold()
    return not (
        latin.common(word) or plain in latin.ORG_HEADS or plain in lexicon.same("places")
        or word in lexicon.entries("firstnames")
    )  # fmt: skip


_POSSESSED = re.compile("([A-Z][\\w-]{2,})(?:['’]s|s['’]?)")


def _possessive(nodes: Nodes) -> Iterator[Found]:
    """Join a house called after its founder to the only firm that begins so (Halliwell's: Halliwell Scaffold Hire Ltd).

    Without an apostrophe (Brindles) to a registered name alone.
    """
    held = {key: node.text for key, node in nodes.items() if node.kind == "organisation" and not has_cjk(node.text)}
    begun: dict[str, set[str]] = defaultdict(set)
    for key, text in held.items():
        first, _, rest = text.partition(" ")
        if rest and not _POSSESSED.fullmatch(text):
            begun[folded(first)].add(key)
    for key, text in held.items():
        own = _POSSESSED.fullmatch(text)
        fits = forms.widest(begun.get(folded(own.group(1)), ())) if own else []
        legal = len(fits) == 1 and latin.LEGAL_END.search(held[fits[0]]) is not None
        if own and len(fits) == 1 and not latin.common(own.group(1)) and (legal or not text[-2].isalpha()):
            yield Found(key, fits[0], "the firm that begins with the founder's name", 0.78)


# What a body passes round is a paper of its, not the body.
_PAPERS = frozenset("bulletin newsletter gazette digest circular briefing minutes notice handbook".split())


def _first_words(nodes: Nodes) -> Iterator[Found]:
    """Join a Latin name to the one longer name that begins with its words (Corvella: Corvella Surveys)."""
    long: dict[str, set[str]] = defaultdict(set)
    latins = {key: node for key, node in nodes.items() if not has_cjk(node.text)}
    texts = {key: node.text.split() for key, node in latins.items() if node.kind == "organisation"}
    for key, tokens in texts.items():
        for cut in (cut for cut in range(1, len(tokens)) if not tokens[cut][0].islower()):
            long[folded(" ".join(tokens[:cut]))].add(key)
    for key, tokens in texts.items():
        fits = long.get(key, set())
        own = len(key) > 3 and not latin.common(tokens[0]) and nodes[key].norm not in lexicon.same("places")
        fits = {fit for fit in fits if texts[fit][-1].casefold() not in _PAPERS}
        if own and len({folded(" ".join(texts[fit][: len(tokens) + 1])) for fit in fits}) == 1:
            near = (fit for fit in fits if not _is_strangers(nodes[key], nodes[fit]))
            yield from (Found(key, fit, "the first words of the only name that begins so", 0.8) for fit in near)


_NUMERAL = re.compile("[〇零一二三四五六七八九十]+(?=[号期厂线库站楼栋区标段])")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def _in_figures(match: re.Match[str]) -> str:
    """Write a Chinese numeral below a hundred, or a row of digits, in figures."""
    head, ten, tail = match.group().partition("十")
    return f"{head or '一'}{tail or '〇'}".translate(_DIGITS) if ten else head.translate(_DIGITS)


def _counted(nodes: Nodes) -> Iterator[Found]:
    """Join names that differ in how their number is written (七号库, 7号库)."""
    for key in nodes:
        figures = _NUMERAL.sub(_in_figures, key)
        if figures != key and figures in nodes and (len(key) > 3 or nodes[key].kind == nodes[figures].kind):
            yield Found(key, figures, "the same name with its number in figures", 0.95)
    yield from _counted_in_full(nodes)


_NUMBERED_SITE = re.compile(r"(?:\D*?)(\d{1,3}(?:号|#)?[厂库线楼仓池坑塔炉机站坞井][\u4e00-\u9fff]?)")


def _counted_in_full(nodes: Nodes) -> Iterator[Found]:
    """Join a site by its number alone to the only one of the folder that ends so: 十二号库, 南闸12号库."""
    figures = {key: _NUMERAL.sub(_in_figures, key) for key, node in nodes.items() if node.kind in ("site", "place")}
    alone = {key: text for key, text in figures.items() if (m := _NUMBERED_SITE.fullmatch(text)) and m.group(1) == text}
    for key, text in alone.items():
        fits = forms.widest(k for k in figures if k != key and figures[k] != text and figures[k].endswith(text)
                            and not figures[k][-len(text) - 1].isdigit())  # fmt: skip
        if len(fits) == 1:
            yield Found(key, fits[0], "the end of the only name that ends so", 0.78)


_NUMBERED = re.compile(
    r"(?P<zh>\d{1,3}|[一二三四五六七八九十]{1,3})号(?P<noun>会员|单位|企业|成员|来电|来信|来函|答复|回信|回复|答卷|问卷|样本|受访者|"
    r"受访人|投标人|供应商|客户|用户|委托人)?"
    r"|(?:[Mm]ember|[Rr]espondent|[Uu]nit) (?P<en>\d{1,3})"
)
_MEMBER = re.compile(
    r"(?:Member|Respondent|Participant|Company|Firm|Bidder|Supplier|Tenderer|Return|Reply|Operator|Customer|Client)"
    r" 0*(\d{1,3})"
)
_CODED = re.compile(r"[A-Z]{1,2}[-‐–]?0*(\d{1,3})")


def _numbered(nodes: Nodes) -> Iterator[Found]:
    """Join 7号会员 and 五号答卷 to the one code of the folder with that number (M-07), a bare 四号 in its files."""
    codes: dict[str, set[str]] = defaultdict(set)
    for key, node in nodes.items():
        coded = _CODED.fullmatch(node.text)
        if coded and node.kind == "organisation":
            codes[coded.group(1)].add(key)
    for key, node in nodes.items():
        if named := _NAMED_CODE.fullmatch(node.text):
            yield from _of_one_code(key, named.group(1) or named.group(2), nodes)
        match = _NUMBERED.fullmatch(node.text) if node.kind == "organisation" else None
        fits = codes.get(_figure(match["zh"] or match["en"]), set()) if match else set()
        if match and match["zh"] and not match["noun"]:
            fits = {k for k in fits if _share_a_file(node, nodes[k])}
        if len(fits) == 1:
            yield Found(key, min(fits), "the only code with this number", 0.75)
    yield from _by_number_alone(nodes, codes)
    yield from _by_stem_alone(nodes)


# A code behind the noun for what it hides: Factory F-06, G07场.
_NAMED_CODE = re.compile(
    r"(?:Factory|Plant|Mill|Farm|Site|Member|House|Unit|Company|Firm|Lab|Yard|Return|Sender|Client) "
    r"([A-Z]{1,2}-?\d{1,3})"
    r"|([A-Z]{1,2}-?\d{2,3})(?:场|厂|家|户|站|企业|单位|公司|会员)"
)


def _of_one_code(key: str, code: str, nodes: Nodes) -> Iterator[Found]:
    """Join Factory F-06 to F-06 in its files."""
    bare = folded(code)
    if bare in nodes and bare != key and _share_a_file(nodes[key], nodes[bare]):
        yield Found(key, bare, "the same code with the word for what it is", 0.85)


_STEM = re.compile("(?P<stem>[甲乙丙丁戊己庚辛]|[厂店][A-HJ-Z])家?")
_STEMMED = re.compile("[\u4e00-\u9fff]{2,6}([甲乙丙丁戊己庚辛]|[厂店][A-HJ-Z])")


def _by_stem_alone(nodes: Nodes) -> Iterator[Found]:
    """Join 丙 and 丙家 to the one 单位丙 of their files, 厂Q to the one 表面处理厂Q."""
    alone = {key: match["stem"] for key, node in nodes.items() if (match := _STEM.fullmatch(node.text))}
    members: dict[str, list[str]] = defaultdict(list)
    for key, node in nodes.items() if alone else ():
        if match := _STEMMED.fullmatch(node.text):
            members[match.group(1)].append(key)
    for key, stem in alone.items():
        near = [k for k in members[stem] if _share_a_file(nodes[key], nodes[k])]
        if len(near) == 1:
            yield Found(key, near[0], "the only member with this letter", 0.75)


def _figure(number: str) -> str:
    """Write a number of a member in figures: 07, 四 and four."""
    if number.isascii():
        return str(_WORDS.index(number) + 1) if number in _WORDS else number.lstrip("0")
    return _NUMERAL.sub(_in_figures, f"{number}号").removesuffix("号")


_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()


def _share_a_file(one: Node, other: Node) -> bool:
    return not {place.file for place in one.places}.isdisjoint(place.file for place in other.places)


def _by_number_alone(nodes: Nodes, codes: Mapping[str, Collection[str]]) -> Iterator[Found]:
    """Join Number 11 and number eleven to the one Member 11, or the one code, of the files that it stands in."""
    alone = {key: _figure(match.group(1).casefold()) for key, node in nodes.items()
             if (match := _ALONE.fullmatch(node.text))}  # fmt: skip
    members: dict[str, list[str]] = defaultdict(list)
    for key, node in nodes.items() if alone else ():
        if match := _MEMBER.fullmatch(node.text):
            members[match.group(1)].append(key)
    for key, number in alone.items():
        near = [k for k in (*members[number], *codes.get(number, ())) if _share_a_file(nodes[key], nodes[k])]
        if len(near) == 1:
            yield Found(key, near[0], "the only member with this number", 0.75)


_ALONE = re.compile(rf"[Nn]umber (\d{{1,3}}|{'|'.join(_WORDS)})")


_BETWEEN = re.compile(r"[ \u3000]*[/／|｜(（·,，:：]?[ \u3000]*")
_PAIRED_KINDS = ("organisation", "project", "programme", "site", "product")


def _two_tongues(files: Files) -> Iterator[Found]:
    """Join a Chinese and a Latin name that stand side by side, where neither has another at its side in the folder."""
    sides: dict[str, set[str]] = defaultdict(set)
    for entry in files.values():
        for a, b in entry.once("side by side", _side_by_side):
            sides[a].add(b)
            sides[b].add(a)
    for norm in sorted(sides):
        for beside in sides[norm]:
            if norm < beside and len(sides[norm]) == len(sides[beside]) == 1:
                yield Found(norm, beside, "two languages side by side", 0.75)


def _side_by_side(entry: FileMentions) -> frozenset[tuple[str, str]]:
    """Give the pairs of names that stand side by side in two languages in a file."""
    found = {(one.norm, other.norm) for one, other in pairwise(entry.mentions)
             if one.segment == other.segment and _beside(entry.segments[one.segment], one, other)}  # fmt: skip
    return frozenset(found.union(_halves(entry)))


def _beside(segment: Segment, one: Mention, other: Mention) -> bool:
    """Say whether nothing but a blank, a bracket or a slash stands between two names of one kind in two scripts."""
    between = segment.text[one.end : other.start]
    if one.kind not in _PAIRED_KINDS or other.kind not in _PAIRED_KINDS or other.start < one.end:
        return False
    if (one.kind == "product") != (other.kind == "product"):
        return False  # 骥风 JF16X: a maker and what he makes
    if not between or not _BETWEEN.fullmatch(between) or has_cjk(one.norm) == has_cjk(other.norm):
        return False
    listed = between.strip() in ("", "/", "／", "|", "｜", ",", "，", ":", "：", "·")
    return not listed or segment.form in ("title", "heading") or between.strip() in ("", "/", "／")


LETTERHEAD = 3  # files; a line that stands in so many is the group's own


def _letterheads(files: Files) -> Iterator[Found]:
    """Join the one Chinese and the one Latin name of a line that many files carry: a group's name in two languages."""
    held = Counter(pair for entry in files.values() for pair in entry.once("of one line", _of_one_line))
    often = {pair for pair, count in held.items() if count >= LETTERHEAD}
    for one, other in sorted(often):
        if sum(one in pair or other in pair for pair in often) == 1:
            yield Found(one, other, "the two languages of a letterhead", 0.75)


def _of_one_line(entry: FileMentions) -> frozenset[tuple[str, str]]:
    """Give the Latin and the Chinese organisation of each line that names one of either and no other."""
    sides = (sorted(norms, key=has_cjk) for norms in _organisations_by_line(entry).values() if len(norms) == 2)
    return frozenset((latin_, chinese) for latin_, chinese in sides if has_cjk(chinese) and not has_cjk(latin_))


def _organisations_by_line(entry: FileMentions) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for mention in entry.mentions:
        if mention.kind == "organisation" and mention.confidence >= KEPT_FROM:
            found[mention.segment].add(mention.norm)
    return found


def _halves(entry: FileMentions) -> Iterator[tuple[str, str]]:
    """Give the one Chinese and the one Latin name of a heading whose two languages a slash parts."""
    for index, segment in enumerate(entry.segments):
        halves = re.split(r"\s*[/／|]\s*", segment.text) if segment.form in ("title", "heading") else []
        if len(halves) != 2 or has_cjk(halves[0]) == has_cjk(halves[1]):
            continue
        found = [m for m in entry.mentions if m.segment == index and m.kind in ("organisation", "project", "site")]
        sides = [[m for m in found if has_cjk(segment.text[m.start : m.end]) is cjk] for cjk in (True, False)]
        if len(sides[0]) == len(sides[1]) == 1:
            yield sides[0][0].norm, sides[1][0].norm


_CODE = re.compile(r"[a-z]{1,4}\d{1,4}[a-z]?", re.IGNORECASE)
_WARE = re.compile("[\u4e00-\u9fff]{1,9}")


def _coded_wares(nodes: Nodes) -> Iterator[Found]:
    """Join a ware's code to the only name of a ware that says what it is too: HC408自动缫丝机, 铁骝T6."""
    codes = {key for key, node in nodes.items() if node.kind == "product" and _CODE.fullmatch(key)}
    said: dict[str, set[str]] = defaultdict(set)
    for key, node in nodes.items() if codes else ():
        if node.kind == "product" and has_cjk(key):
            code = "".join(sign for sign in key if not is_cjk(sign))
            if code in codes and _WARE.fullmatch(key.replace(code, "")) and not key[1:-1].startswith(code):
                said[code].add(key)
    for code, keys in said.items():
        if len(keys) == 1:
            yield Found(code, min(keys), "the only ware with this code", 0.8)


# Rules that read the names alone, and where they stand; see `Readings`.
_RULES: tuple[Rule, ...] = (
    _defined, _curated, _shortened, _initials, sounds.spelled, sounds.transliterated, glosses.translated,
    glosses.lettered, _units, _headed, _contracted, _shortened_between, _composed, _counted, _numbered,
    numbers.numbered, _in_town, _first_words, _possessive, clipped.clipped, heads.variants, heads.headed, heads.sited,
    heads.behind_seat, heads.of_group, heads.of_town_name, seated.own_words, seated.begun, heads.ended, _own_word,
    seated.behind, _coded_wares,
)  # fmt: skip
