"""The canonical form of what changed between two runs, `changes.json`, described by `changes.schema.json`."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from auditor.changes import SCHEMA, Drift
from auditor.frozen import Misshapen, built, plain
from auditor.reports.clean import decodable


class BadChanges(Exception):  # noqa: N818  the house's word
    """A `changes.json` that cannot be read; the message says where."""


def dumps(drift: Drift) -> str:
    """Write a change as canonical JSON: keys sorted, indent 1, UTF-8, the same bytes for the same change.

    Scores and parts are written in full, so that a reader who adds up the parts gets the change exactly.
    """
    return json.dumps(_decodable(plain(drift)), ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1) + "\n"


def _decodable(value: Any) -> Any:
    match value:
        case str():
            return decodable(value)
        case list():
            return [_decodable(each) for each in value]
        case dict():
            return {key: _decodable(each) for key, each in value.items()}
    return value


def loads(content: str) -> Drift:
    """Read what `dumps` wrote; unknown keys are left alone.

    Raises:
        BadChanges: Broken JSON, another schema, or a value of another shape.
    """
    try:
        found = json.loads(content)
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise BadChanges(f"changes.json: the schema should be {SCHEMA}; run `auditor diff` again")
        return built(Drift, found)
    except (ValueError, RecursionError) as error:
        raise BadChanges("changes.json: not valid JSON; run `auditor diff` again") from error
    except Misshapen as error:
        raise BadChanges(f"changes.json: {error}; run `auditor diff` again") from error


def schema() -> dict[str, Any]:
    """Give the published JSON Schema of `changes.json`."""
    content = (resources.files("auditor.reports") / "changes.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(content)
    return loaded
