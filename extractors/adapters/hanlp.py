"""HanLP 2: a model with tokens and named entities, from a folder of the user's."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractors.adapters._spans import SURE, Found, spans
from extractors.model import Adapter, Extract, Span


def _opened(folder: Path) -> Extract:
    package: Any = importlib.import_module("hanlp")
    model = package.load(str(folder))

    def extract(texts: list[str]) -> list[list[Span]]:
        document = model(texts, tasks="ner*")
        tokens, entities = _first(document, "tok"), _first(document, "ner")
        return [
            spans(text, placed(text, words, held)) for text, words, held in zip(texts, tokens, entities, strict=True)
        ]

    return extract


def _first(document: Mapping[str, Any], task: str) -> Any:
    """Give the first answer to a task, whatever its scheme: tok/fine, ner/msra."""
    return next(value for key, value in sorted(document.items()) if key.partition("/")[0] == task)


def placed(text: str, tokens: Sequence[str], entities: Sequence[Sequence[Any]]) -> Iterator[Found]:
    """Turn (words, type, first token, token behind the last) into places in the text; blanks may lie between tokens.

    A token that is not in the text as it stands ends the search: what is behind it has no place.
    """
    starts, ends, at = list[int](), list[int](), 0
    for token in tokens:
        at = text.find(token, at)
        if at < 0:
            break
        starts.append(at)
        ends.append(at := at + len(token))
    for _, type_, first, behind in entities:
        if behind <= len(ends):
            yield starts[first], ends[behind - 1], type_, SURE


ADAPTER = Adapter(distribution="hanlp", packages=("hanlp",), mark="config.json", opened=_opened)
