"""Signs on a file that a person should see: its markings, and content in layers that nobody looks at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors import published
from extractors.model import HIDDEN_LAYERS, Flag, Mention, Segment

# Markings weigh on the whole file only where they stand for it: its head, a header, a title; elsewhere a file may
# quote another one's. Internal and draft are weaker words and so are their flags, wherever they stand.
_HEAD_SEGMENTS = 6
_MIN_CONFIDENCE, _STRONG = 0.7, 0.9
_TOP = ("绝密", "top secret", "绝 密")
_SORT = "proprietary"  # alone, among others in a text, it is a sort of licence or part as soon as a marking
_STATE = ("绝", "机", "秘")


def flags(segments: Sequence[Segment], mentions: Iterable[Mention]) -> tuple[Flag, ...]:
    """List a file's flags, each kind once, at the first place it stands.

    Kinds are "top_secret", "secret", "confidential" (only where the marking stands at the head, in a header or
    footer, a title or a heading), "restricted", "internal", "draft", and "hidden_content" where a comment, a
    deletion, a note, a hidden sheet or the like holds text; bare metadata is no content. "published" is a standard or
    a law that bears no marking.
    """
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.kind == "marking" and mention.confidence >= _MIN_CONFIDENCE:
            kind = _kind(segments[mention.segment], mention)
            if kind and kind not in found:
                found[kind] = segments[mention.segment].where
    if not found and (where := published.published(segments)):
        found["published"] = where
    hidden = next((s.where for s in segments if s.layer in HIDDEN_LAYERS - {"metadata"} and s.text.strip()), None)
    if hidden is not None:
        found["hidden_content"] = hidden
    return tuple(Flag(kind, where) for kind, where in found.items())


def _kind(segment: Segment, mention: Mention) -> str:
    """Give the flag of one marking, "" where the place is too weak for it."""
    if mention.norm not in ("secret", "confidential"):
        return mention.norm
    words = segment.text[mention.start : mention.end].lower()
    around, at_head = segment.layer in ("header_footer", "file_name"), mention.segment < _HEAD_SEGMENTS
    titled = around or segment.form in ("title", "heading", "field")
    if not at_head and ((words == _SORT and not around) or (not titled and mention.confidence < _STRONG)):
        return ""
    return "top_secret" if any(top in words for top in _TOP) else mention.norm
