"""The only society of a folder: its office and its bare word joined to it where no paper says whose folder it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from auditor.resolving.nodes import Found, Nodes
from extractors import forms, lexicon
from extractors.text import has_cjk

OWN_FILES, OWN_TIMES = 4, 3  # chosen: learning folders, 2026-11; so many files, and so many times those of the next
OFFICE = re.compile("(?:秘书处|秘书组|会务组|(?:the )?secretariat)", re.IGNORECASE)
OFFICE_LAST = re.compile(f"(?:{OFFICE.pattern}|组委会)$", re.IGNORECASE)
_ARTICLE = re.compile("^(?:[Tt]he )?")  # the Forum is no other society than a bare Forum
_STAFF = re.compile("(?<=[\u4e00-\u9fff][盟会圈网])办(?:公室)?$")  # 联盟办
_SOCIETY = re.compile(
    f"(?:{lexicon.alternatives(lexicon.section('chinese', 'organisation.societies'))}|交流会|Forum|Circle|"
    "Round ?table|Network|Alliance|Association|Exchange|Society|Group)$",
    re.IGNORECASE,
)


def bare_words(nodes: Nodes) -> Iterator[Found]:
    """Join a bare 圆桌 to the folder's only society of that kind."""
    societies = _societies(nodes)
    by_script = _by_script(nodes, societies)
    for key, node in nodes.items():
        if node.kind == "organisation" and key not in societies:
            stem = _ARTICLE.sub("", _STAFF.sub("", OFFICE_LAST.sub("", node.text)).strip())
            fits = [k for k in by_script[not has_cjk(stem)] if k != key and societies[k] == stem]
            yield from (Found(key, k, "what the only society is", 0.75) for k in fits if len(fits) == 1)


def bare_offices(nodes: Nodes) -> Iterator[Found]:
    """Join a bare 秘书处 to the folder's only society; one of its texts must name it, or many a bare word for it."""
    alone = [keys[0] for keys in _by_script(nodes, _societies(nodes)) if len(keys) == 1]
    for key, node in nodes.items():
        if OFFICE.fullmatch(node.text):
            here = {place.file for place in node.places}
            near = [k for k in alone if not here.isdisjoint({place.file for place in nodes[k].places})]
            yield from (Found(key, k, "the office of the only society", 0.72) for k in near or _only_bare(nodes))


def _only_bare(nodes: Nodes) -> list[str]:
    """Give the one bare word (联谊会) by which a folder without any full name calls its society in many files."""
    bare = [key for key, node in nodes.items() if node.kind == "organisation" and _SOCIETY.fullmatch(node.text)]
    files = [len({place.file for place in nodes[key].places}) for key in bare]
    return bare if len(bare) == 1 and files[0] >= OWN_FILES else []


def _societies(nodes: Nodes) -> dict[str, str]:
    """Give the societies of a folder, each with the word that says that it is one."""
    return {
        key: head.group()
        for key, node in nodes.items()
        if node.kind == "organisation"
        and (head := _SOCIETY.search(node.text))
        and not _ARTICLE.fullmatch(node.text, 0, head.start())
        if not OFFICE_LAST.search(node.text)
    }


def _by_script(nodes: Nodes, societies: Collection[str]) -> list[list[str]]:
    return [_own_society(nodes, [key for key in societies if has_cjk(key) is cjk]) for cjk in (True, False)]


def _own_society(nodes: Nodes, keys: Sequence[str]) -> list[str]:
    """Give the societies of one script, the folder's own alone where it is named in far more files than others."""
    wide = forms.widest(keys)
    files = {key: len({place.file for place in nodes[key].places}) for key in wide}
    ranked = sorted(wide, key=lambda key: (-files[key], key))
    own = len(ranked) > 1 and files[ranked[0]] >= max(OWN_FILES, OWN_TIMES * files[ranked[1]])
    return ranked[:1] if own else wide
