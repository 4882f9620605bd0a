"""The canonical form."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from auditor.masking import masked
from auditor.model import StatementEntry, Statements
from auditor.reports.json import BadAudit, dumps, loads, restored, schema, stored
from fixtures.audits import example

VALIDATOR = jsonschema.Draft202012Validator(schema())


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    found = json.loads(dumps(example("en", 20)))
    change(found)
    return json.dumps(found)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [20, 300])
def test_what_is_written_is_read_back(lang: str, size: int) -> None:
    audit = example(lang, size)
    assert loads(dumps(audit)) == audit


def test_writing_what_was_read_gives_the_same_bytes() -> None:
    written = dumps(masked(example("zh"), b"key"))
    assert dumps(loads(written)) == written


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_kept_comes_back_from_this_version_and_from_earlier_ones(lang: str) -> None:
    audit = example(lang)
    assert restored(stored(audit)) == audit == restored(dumps(audit).encode())
    assert restored(stored(replace(audit, statements=()))) == replace(audit, statements=())


def test_what_an_earlier_version_kept_by_whole_columns_comes_back() -> None:
    audit = example("zh")
    columns = [*map(list, Statements.of(audit.statements).columns)]
    rest = dumps(replace(audit, statements=()))
    assert restored(f"{rest}\0{json.dumps(columns)}".encode()) == audit


def test_statements_are_written_as_any_other_record() -> None:
    audit = example("zh")
    listed = replace(audit, statements=tuple(audit.statements))
    assert dumps(listed) == dumps(replace(audit, statements=Statements.of(listed.statements)))


def test_a_name_that_is_no_text_is_kept_as_it_is_written() -> None:
    odd = StatementEntry("e1", "money", "1\0", "群/\udcff.txt", "¶1", "body", 0.5)
    audit = replace(example("zh"), statements=(odd,))
    assert restored(stored(audit)).statements == loads(dumps(audit)).statements


def test_statements_are_the_tuple_of_their_entries() -> None:
    entries = tuple(example("en").statements)
    held = Statements.of(entries)
    assert held == entries == tuple(held)
    assert held == Statements.of(held)
    assert (len(held), held[0], held[-1], held[1:3]) == (len(entries), entries[0], entries[-1], entries[1:3])
    assert hash(held) == hash(entries)
    assert not Statements([])
    assert Statements([]) == ()
    assert held != Statements.of(entries[1:])


def test_the_schema_is_one_and_every_audit_follows_it() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for lang in ("zh", "en"):
        VALIDATOR.validate(json.loads(dumps(example(lang))))
        VALIDATOR.validate(json.loads(dumps(masked(example(lang), b"key"))))


def test_the_schema_names_every_field_of_the_model() -> None:
    def unnamed(part: dict[str, Any], value: Any) -> list[str]:
        if "$ref" in part:
            part = schema()["$defs"][part["$ref"].rsplit("/", 1)[-1]]
        if isinstance(value, list) and value and "items" in part:
            return unnamed(part["items"], value[0])
        if not isinstance(value, dict) or "properties" not in part:
            return []
        missing = sorted(set(value) - set(part["properties"]))
        return missing + [
            name for key in value if key not in missing for name in unnamed(part["properties"][key], value[key])
        ]

    assert unnamed(schema(), json.loads(dumps(example("en")))) == []


def test_a_score_above_100_breaks_the_schema() -> None:
    found = json.loads(changed(lambda audit: audit["score"].update(value=140)))
    assert [error.json_path for error in VALIDATOR.iter_errors(found)] == ["$.score.value"]


def test_unknown_keys_are_left_alone() -> None:
    assert loads(changed(lambda audit: audit.update(later="more"))) == example("en", 20)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{", "line 1, column 2"),
        ("[]", "schema"),
        ("{}", "schema"),
        (changed(lambda audit: audit.update(schema="auditor.audit/9")), "auditor.audit/9"),
        (changed(lambda audit: audit["findings"][1].pop("text")), "findings[1].text"),
        (changed(lambda audit: audit["score"].update(value="high")), "score.value"),
        (changed(lambda audit: audit["score"].update(interval=[1])), "score.interval"),
        (changed(lambda audit: audit["coverage"].update(files=True)), "coverage.files"),
        (changed(lambda audit: audit.update(files={})), "files"),
        (changed(lambda audit: audit.update(tool=[])), "tool"),
        (changed(lambda audit: audit["files"][0].update(layers=[])), "files[0].layers"),
    ],
)
def test_a_bad_audit_says_what_where_and_what_to_do(text: str, where: str) -> None:
    with pytest.raises(BadAudit, match="auditor audit") as raised:
        loads(text)
    assert where in str(raised.value)
    assert "auditor audit" in raised.value.message("zh")


def test_control_and_bidi_characters_come_back_but_never_stand_in_the_file() -> None:
    written = dumps(loads(changed(lambda audit: audit.update(folder="a\x1b\u202eb\u2028\x9b"))))
    assert loads(written).folder == "a\x1b\u202eb\u2028\x9b"
    assert not [code for code in "\x1b\u202e\u2028\x9b" if code in written]


def test_no_number_is_written_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps(loads(changed(lambda audit: audit["score"].update(picture=float("inf")))))
