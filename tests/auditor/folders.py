"""Small folders made of texts, for tests: nothing is written to disk."""

from __future__ import annotations

from collections.abc import Mapping

from auditor import picture, profile
from auditor.picture import Picture
from extractors.extract import extract
from extractors.model import Extraction


def read(texts: Mapping[str, str]) -> list[Extraction]:
    """Read texts by file name as the folder's files would be read."""
    return [extraction for name, text in texts.items() for extraction in extract(text.encode("utf-8"), name)]


def look(texts: Mapping[str, str]) -> Picture:
    """Give what these texts show together, by the general profile."""
    return picture.of(picture.corpus(read(texts)), profile.shipped("general"))
