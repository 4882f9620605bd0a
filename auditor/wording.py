"""Puts findings and shortlist rows into sentences, with the file and the place behind each step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditor import spots
from auditor.findings import Found, Hop
from auditor.messages import count, share, text
from auditor.picture import Entity, Picture, Place
from extractors.text import folded, has_cjk

MOST_SHOWN = 3
_COUNTED = 10  # from here on a number has two digits, which masking takes for one of the files'


def shown(entity: Entity, lang: str) -> str:
    """Give the name that a reader of this language recognises: the longest of the short ones in its script."""
    short = [name for name in entity.names if 2 <= len(name) <= 24] or list(entity.names) or [entity.id]
    return max(short, key=lambda name: (has_cjk(name) == (lang == "zh"), len(name), name))


def _digits(key: str) -> str:
    """Give a number's digits, without its unit, its point and what a prefix adds in zeros."""
    return key.lstrip("=#-").partition(" ")[0].replace(".", "").strip("0")


@dataclass(frozen=True, slots=True)
class Words:
    """Speaks about one picture in one language."""

    picture: Picture
    lang: str

    def name(self, node: str) -> str:
        """Give a name's or a key's spelling as the files have it."""
        entity = self.picture.entities.get(node)
        if entity is None:
            return node.lstrip("=#")
        return entity.names[0] if node.startswith("=") else shown(entity, self.lang)

    def listed(self, names: Sequence[str], most: int = MOST_SHOWN) -> str:
        """Join the first names as one lists them, and say how many there are besides."""
        each = list(dict.fromkeys(names))
        if rest := len(each[most:]):
            key, first = "say.list_more" if len(each) < _COUNTED else "say.list_many", each[:most]
            return text(key, self.lang, names=text("say.list_comma", self.lang).join(first), n=rest, all=len(each))
        return self._joined(each)

    def examples(self, names: Sequence[str], most: int = MOST_SHOWN) -> str:
        """Join the first names as examples."""
        return self._joined(list(dict.fromkeys(names))[:most])

    def _joined(self, kept: Sequence[str]) -> str:
        if len(kept) < 2:
            return "".join(kept)
        return text("say.list_and", self.lang, first=text("say.list_comma", self.lang).join(kept[:-1]), last=kept[-1])

    def place_of(self, hop: Hop) -> Place:
        """Say where a hop stands best."""
        for right in (hop.right, "?" + hop.right):
            if place := self.picture.place(hop.source, hop.left, right):
                return place
        return Place(self.picture.files_of[hop.source][0], 0)

    def file_of(self, hop: Hop) -> str:
        """Give the path of the file that a hop stands in."""
        return self.picture.corpus.files[self.place_of(hop).file].path

    def where_of(self, hop: Hop) -> str:
        """Give the place within the file, in words, with the hidden layer that it lies in."""
        place = self.place_of(hop)
        segments = self.picture.corpus.files[place.file].segments
        if not segments:
            return ""
        return spots.told(segments[place.segment].where, segments[place.segment].layer, self.lang)

    def text(self, item: Found) -> str:
        """Say a finding in one line."""
        left, right = item.ends[0]
        if item.kind == "cell":
            return text("say.cell", self.lang, subject=self.name(left), n=len(item.facets), files=len(item.sources),
                        facets=self._facets(item))  # fmt: skip
        said = text("say.chain", self.lang, left=self.name(left), right=self.name(right),
                    bridges=self._bridges(item))  # fmt: skip
        return said + self._named_beside(item)

    def _named_beside(self, item: Found) -> str:
        """Say which other names the passages of a chain give away."""
        others = [self.name(name) for name in item.names[2:]]
        return text("say.chain_many", self.lang, others=self.listed(others)) if others else ""

    def _facets(self, item: Found) -> str:
        return text("say.list_comma", self.lang).join(self.facet(facet) for facet in item.facets)

    def explanation(self, item: Found) -> str:
        """Say why the combination is more than its parts, step by step with file and place."""
        left, right = item.ends[0]
        if item.kind == "cell":
            place = self.picture.graph.names.index(left)
            measure = self.picture.measure
            return text("say.cell_why", self.lang, single=share(float(measure.best_single[place]), self.lang),
                        whole=share(float(measure.completeness[place]), self.lang))  # fmt: skip
        once = {bridge for bridge in item.bridges if bridge.startswith("=")} - set(_distinct(item.bridges))
        hops = [hop for hop in item.hops if once.isdisjoint((hop.left, hop.right))] or item.hops
        return text("say.chain_why", self.lang, left=self.name(left), right=self.name(right),
                    steps=self.steps(hops[:6]))  # fmt: skip

    def steps(self, hops: Sequence[Hop]) -> str:
        """Say what hops show; what one passage sets beside one name is said together."""
        beside: dict[tuple[str, str, str, bool], list[str]] = {}
        for hop in hops:
            carried = self._carried(hop)
            anchor, other = hop.left, hop.right
            if anchor.startswith("=") or carried == other:
                anchor, other = other, anchor
            key = self.file_of(hop), self.where_of(hop), self.name(anchor), bool(carried)
            quoted = text("say.quoted", self.lang, name=self.name(other))
            beside.setdefault(key, []).append(quoted)
        return text("say.step_join", self.lang).join(
            text("say.step_carried", self.lang, file=file, where=where, carried=name, said=self.listed(others))
            if carried else text("say.step", self.lang, file=file, where=where, left=name, right=self.listed(others))
            for (file, where, name, carried), others in beside.items()
        )  # fmt: skip

    def _carried(self, hop: Hop) -> str:
        """Give the one of two names that a passage does not spell while it spells the other, "" for none.

        Such a subject is carried by a heading, a title or the file's name.
        """
        place = self.place_of(hop)
        segments = self.picture.corpus.files[place.file].segments
        if not segments:
            return ""
        passage = folded(segments[place.segment].text)
        known = [self.picture.entities.get(node) for node in (hop.left, hop.right)]
        spelled = [entity is not None and any(folded(name) in passage for name in entity.names) for entity in known]
        missing = [node for node, entity, is_spelled in zip((hop.left, hop.right), known, spelled, strict=True)
                   if entity is not None and not is_spelled and not node.startswith("=")]  # fmt: skip
        return missing[0] if len(missing) == 1 and True in spelled else ""

    def facet(self, key: str) -> str:
        """Give a facet's label."""
        labels = next((facet.labels for facet in self.picture.profile.facets if facet.key == key), {})
        return labels.get(self.lang, key)

    def why(self, source: str, broken: Sequence[Found], found: Sequence[Found]) -> tuple[str, str]:
        """Say in one sentence why a source is on the list: the weightiest finding that goes with it; and give its id.

        The id is "" where the sentence speaks of no finding.
        """
        mine = [item for item in broken if source in item.sources] or [i for i in found if source in i.sources][:1]
        if not mine:
            return text("say.why_part", self.lang), ""
        said = self._why(source, mine[0])
        more = len(broken) - 1
        return said + (count("say.why_more", more, self.lang) if more > 0 else ""), mine[0].id

    def _why(self, source: str, item: Found) -> str:
        hop = next(hop for hop in item.hops if hop.source == source)
        left, right = item.ends[0]
        others = self.listed([self.file_of(each) for each in item.hops if each.source != source])
        if item.kind == "cell":
            facets = self.examples([text("say.quoted", self.lang, name=self.facet(facet)) for facet in item.facets])
            return text("say.why_cell", self.lang, subject=self.name(left), where=self.where_of(hop), others=others,
                        facets=facets)  # fmt: skip
        where = spots.spaced(self.where_of(hop), self.lang).rstrip()
        return text("say.why_chain", self.lang, bridges=self._bridges(item), where=where, others=others,
                    left=self.name(left), right=self.name(right), more=self._named_beside(item))  # fmt: skip

    def _bridges(self, item: Found) -> str:
        """List what joins a chain's ends."""
        return self.listed([self.name(bridge) for bridge in _distinct(item.bridges)])


def _distinct(bridges: Sequence[str]) -> list[str]:
    """Keep of what joins two names each value once: a number joins by its value and with its unit as well."""
    told = [bridge.lstrip("=#-") for bridge in bridges if bridge.startswith("=")]
    values = Counter(_digits(bridge) for bridge in bridges if bridge.startswith("="))
    return [
        bridge for bridge in bridges
        if not bridge.startswith("=")
        or (values[_digits(bridge)] == 1 if bridge.startswith("=#")
            else sum(bridge.lstrip("=-") in other for other in told) == 1)
    ]  # fmt: skip
