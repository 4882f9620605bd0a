"""Which segments tell of published literature: whom a paper cites belongs to no group that shares it.

The works of a list that a reference manager wrote, and the entries below 参考文献 or References and in runs of lines
with GB/T 7714's letters ([J], [M], [EB/OL]) hold authors, publishers, places and years that hundreds of papers share.
What somebody lists of their own (发表论文, Selected publications) stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.model import Segment
from extractors.patterns import seldom
from extractors.text import per_file

# GB/T 7714-2015, table A.1 and A.2, of what is published; patents, reports and standards may be the group's own.
_MARKED = re.compile(
    r"[\[［〔][ \u3000]?(?:[JMDCNG]|EB|DB|CP)(?:/(?:OL|CD|DK|MT))?[ \u3000]?[\]］〕](?=[\s.．,，:：/]|$)"
)
_NUMBERED = re.compile(r"\s*(?:[\[［〔(（]\s?\d{1,3}\s?[\]］〕)）]|\d{1,3}[.．、]\s?(?!\d))")
_HEADING = seldom(
    r"\s*(?:[\d.、]{0,6}|[一二三四五六七八九十]{1,3}、)\s*(?:主要|引用)?(?:参考文献|参考资料|引用文献|文献)"
    r"\s*(?:[:：]|\(References\)|References)?\s*"
    r"|\s*[\dIVX.]{0,6}\s*(?:References(?: Cited)?|Bibliography|Literature Cited|Works Cited|REFERENCES|BIBLIOGRAPHY|"
    r"LITERATURE CITED)\s*:?\s*"
)
_OWN = seldom(r"论文|论著|著作|成果|发表|获奖|科研|[Pp]ublications|[Pp]apers|PUBLICATIONS|简历|[Cc]urriculum|[Rr]ésumé")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# An author as lists give them: Moore, A. | A. Moore | Moore A,; in Chinese two to four names with commas.
_AUTHOR = re.compile(
    r"[A-ZÀ-Ž][\w'’-]+,? (?:[A-Z]\.?[ -]?){1,3}[,.;&(\s]|(?:[A-Z]\. ?){1,3}[A-ZÀ-Ž][\w'’-]+|"
    r"\s*(?:[\[［]\d+[\]］])?\s*[\u4e00-\u9fff]{2,4}[,，、.．]"
)
# What reference managers leave behind in a document of word processing.
_MANAGED = re.compile(
    r"ADDIN (?:NE\.|EN\.|ZOTERO_|CSL_|Mendeley |RW\.CITE|PAPERS2|REFMGR|CNKISM|<EndNote)|"
    r"document variable (?:NE\.|EN\.|ZOTERO_|Mendeley |CNKISM)"
)
_LEAST_RUN = 3  # chosen: two such lines may stand in a text about one's own work
_APART = 2  # lines between two entries: a title's second line, a page's number
_ABOVE = 40  # segments: how far above a run its heading is looked for


@per_file
def cited(segments: Sequence[Segment]) -> frozenset[int]:
    """Give the numbers of the segments that are entries of a list of literature."""
    found = {at for at, segment in enumerate(segments) if segment.where.endswith(" reference")
             or (segment.layer == "metadata" and _MANAGED.search(segment.text) is not None)}  # fmt: skip
    return frozenset(found | _marked(segments) | _listed(segments))


def _marked(segments: Sequence[Segment]) -> set[int]:
    """Give the runs of lines that GB/T 7714's letters mark, with the lines that they go on in."""
    marks = [at for at, segment in enumerate(segments) if _is_marked(segment)]
    found, run = set[int](), list[int]()
    for at in [*marks, len(segments) + _APART + 1]:
        if run and at - run[-1] > _APART:
            if len(run) >= _LEAST_RUN and not _is_own(segments, run[0]):
                found.update(run)
            run = []
        run.append(at)
    return found


def _is_marked(segment: Segment) -> bool:
    text = segment.text
    return ("]" in text or "］" in text or "〕" in text) and segment.form != "row" and _MARKED.search(text) is not None


def _listed(segments: Sequence[Segment]) -> set[int]:
    """Give what stands below a heading of literature and has a year and an author or a number, as entries have."""
    found = set[int]()
    for head, segment in enumerate(segments):
        if len(segment.text) > _LONGEST_HEADING or not _HEADING.fullmatch(segment.text):
            continue
        missed = 0
        for at in range(head + 1, len(segments)):
            if _is_entry(segments[at]):
                found.add(at)
                missed = 0
            else:
                missed += 1
                if missed > _APART or segments[at].form == "title":
                    break
    return found


_LONGEST_HEADING = 40


def _is_entry(segment: Segment) -> bool:
    text = segment.text
    if segment.form == "row" or not (_YEAR.search(text) or _MARKED.search(text)):
        return False
    return _NUMBERED.match(text) is not None or _AUTHOR.match(text) is not None


def _is_own(segments: Sequence[Segment], first: int) -> bool:
    """Say whether the heading above a run says that these are somebody's own works."""
    for at in range(first - 1, max(-1, first - _ABOVE), -1):
        segment = segments[at]
        if _HEADING.fullmatch(segment.text):
            return False
        if segment.form in ("heading", "title") or len(segment.text) < _LONGEST_HEADING:
            if _OWN.search(segment.text):
                return True
            if segment.form in ("heading", "title"):
                return False
    return False
