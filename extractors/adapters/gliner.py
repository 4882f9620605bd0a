"""GLiNER: a model that finds names of the types that it is asked for, from a folder of the user's."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from extractors.adapters._spans import spans
from extractors.model import Adapter, Extract, Span

_ASKED = ["person", "organization", "location", "facility", "product", "project"]
_LEAST = 0.5  # GLiNER's own default


def _opened(folder: Path) -> Extract:
    package: Any = importlib.import_module("gliner")
    model = package.GLiNER.from_pretrained(str(folder), local_files_only=True)
    model.eval()

    ask = getattr(model, "inference", None) or model.batch_predict_entities  # as older versions call it

    def extract(texts: list[str]) -> list[list[Span]]:
        found = ask(texts, _ASKED, threshold=_LEAST)
        return [
            spans(text, [(each["start"], each["end"], each["label"], float(each["score"])) for each in held])
            for text, held in zip(texts, found, strict=True)
        ]

    return extract


ADAPTER = Adapter(distribution="gliner", packages=("gliner",), mark="gliner_config.json", opened=_opened)
