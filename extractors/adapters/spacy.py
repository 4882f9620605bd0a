"""spaCy: a trained pipeline with an entity recognizer or ruler, from a folder of the user's."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from extractors.adapters._spans import SURE, spans
from extractors.model import Adapter, Extract, Span

_TOGETHER = 64  # chosen: as spaCy's own examples


def _opened(folder: Path) -> Extract:
    package: Any = importlib.import_module("spacy")
    pipeline = package.load(folder)

    def extract(texts: list[str]) -> list[list[Span]]:
        documents = pipeline.pipe(texts, batch_size=_TOGETHER)
        return [
            spans(text, [(each.start_char, each.end_char, each.label_, SURE) for each in document.ents])
            for text, document in zip(texts, documents, strict=True)
        ]

    return extract


ADAPTER = Adapter(distribution="spacy", packages=("spacy",), mark="config.cfg", opened=_opened)
