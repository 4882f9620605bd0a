"""Personal names with a word of the sentence run into them: 秦晚记, 门卫老何, 砚泉曹总."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from auditor.resolving.bearers import FullNames, meant
from auditor.resolving.groups import RENAMED_FROM
from auditor.resolving.nodes import Found, Node, Nodes, Place
from auditor.resolving.personal import FAMILIAR, ZH_TITLED, is_full, untitled
from auditor.resolving.surroundings import Surroundings
from extractors import lexicon
from extractors.text import folded, has_cjk, is_cjk, simplified

_LONGEST, _FEW = 4, 2  # signs of a name with another behind it; so few times does one stand
_FAMILIAR_SIGNS = 2


def run_on(full: Nodes) -> Iterator[Found]:
    """Join a Chinese full name that goes on behind another one of the folder, and stands less often, to that one.

    秦晚记 is 秦晚 with the verb behind: no two persons of 66 hand-written folders have such names (2026-11).
    """
    texts = {simplified(node.text): key for key, node in full.items() if has_cjk(node.text)}
    for text, key in texts.items():
        begun = (texts.get(text[:cut], "") for cut in range(min(len(text), _LONGEST) - 1, 1, -1))
        head = next((other for other in begun if other), "")
        plain = untitled(full[key].text) == full[key].text
        if head and plain and len(full[key].places) <= min(_FEW, len(full[head].places)):
            yield Found(key, head, "the same name with the next word of the sentence", RENAMED_FROM)


def houses(found: Nodes) -> dict[str, str]:
    """Give by the keys of names that begin with a house or a job the short name behind it (老何 of 门卫老何)."""
    behind = ((key, _behind_house(node.text)) for key, node in found.items())
    return {key: short for key, short in behind if short}


def housed(short_of: Mapping[str, str], found: Nodes, known: FullNames, around: Surroundings) -> Iterator[Found]:
    """Join a short name with its house or its job before it to the bare one of its texts, or to whom that one means.

    Of 12 such pairs in 66 hand-written folders all were one (门卫老何, 秘书处小邬; 2026-11).
    """
    for key, short in short_of.items():
        node = found[key]
        bare = {f"{folded(short)}@{around.digests[place.file]}" for place in node.places}
        here = sorted(bare & found.keys())
        yield from (Found(key, other, "the same name with its house before it", 0.9) for other in here)
        if not here and known.fitting(short):
            yield from meant(key, _named(node, short), known)


@lru_cache(maxsize=1 << 16)
def _behind_house(name: str) -> str:
    """Give the short name that ends a longer one (老何 of 门卫老何), "" where none does."""
    if not has_cjk(name):
        return ""
    text = simplified(name)
    cut = len(text) - _FAMILIAR_SIGNS
    if len(text) > _FAMILIAR_SIGNS + 1 and all(map(is_cjk, text)) and FAMILIAR.fullmatch(text, cut):
        return text[cut:]
    if text[:2] in lexicon.entries("surnames") and ZH_TITLED.fullmatch(text):
        return ""  # 尉迟总工
    starts = (n for n in range(2, len(text) - 1) if ZH_TITLED.fullmatch(text, n))
    cut = next((n for n in starts if len(text) - n <= _LONGEST and not is_full(text[n:])), 0)
    return text[cut:] if cut and untitled(text) == text else ""


def _named(node: Node, text: str) -> Node:
    places = [Place(p.file, p.number, replace(p.mention, norm=folded(text)), text, p.spoken) for p in node.places]
    return Node(node.key, folded(text), node.kind, type(node.names)({text: len(places)}), places)
