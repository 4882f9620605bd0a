"""SARIF 2.1.0 for code scanning and compliance tools: one result for each place of each finding.

A result's fingerprint is the finding's id and the file, never a line or a time, so that an accepted result stays
accepted. Files that could not be read are notifications, and the run says that it was not successful.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from auditor import messages
from auditor.masking import marked_files
from auditor.model import UNFINISHED, Audit, Evidence, Finding
from auditor.reports.clean import clean, decodable, flowing
from auditor.reports.report import Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")  # RFC 3986, 2.3


def uri(path: str) -> str:
    """Give a path as a relative reference: everything but unreserved characters and `/` percent-encoded."""
    content = path.encode("utf-8", "surrogateescape") if _from_bytes(path) else decodable(path).encode()
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in content)


def _from_bytes(path: str) -> bool:
    return not any(0xD800 <= ord(character) < 0xDC80 or 0xDCFF < ord(character) < 0xE000 for character in path)


def _location(path: str, where: str = "") -> dict[str, Any]:
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(path), "uriBaseId": "FOLDER"}}}
    if where:
        place["logicalLocations"] = [{"fullyQualifiedName": flowing(where), "kind": "member"}]
    return place


def _result(finding: Finding, evidence: Evidence) -> dict[str, Any]:
    return {
        "ruleId": f"aggregation/{finding.kind}",
        "level": "note",  # a review prompt, never a verdict
        "message": {"text": " ".join(filter(None, (flowing(finding.text), flowing(finding.explanation))))},
        "locations": [_location(evidence.file, evidence.where)],
        "relatedLocations": [_location(path) for path in finding.files if path != evidence.file],
        "partialFingerprints": {"finding/v1": clean(finding.id)},
        "rank": round(min(max(finding.strength, 0.0), 1.0) * 100, 1),
    }


def _places(finding: Finding) -> Iterable[Evidence]:
    """Give each place once; a finding without evidence stands at its files."""
    places = finding.evidence or tuple(Evidence(path, "", "", "") for path in finding.files)
    return {(place.file, place.where): place for place in places}.values()


def _markings(audit: Audit, lang: str) -> Iterable[dict[str, Any]]:
    for path in sorted(marked_files(audit.files)):
        yield {
            "ruleId": "marking/secrecy",
            "level": "error",
            "message": {"text": messages.text("marking.stop", lang)},
            "locations": [_location(path)],
            "partialFingerprints": {"file/v1": uri(path)},
        }


def _notifications(audit: Audit, lang: str) -> list[dict[str, Any]]:
    return [
        {
            "level": "error" if entry.status == "unread" else "warning",
            "message": {"text": f"{messages.text(f'coverage.{entry.status}', lang)}: {clean(entry.path)}"},
            "locations": [_location(entry.path)],
        }
        for entry in audit.files
        if entry.status in UNFINISHED
    ]


def _rules(lang: str) -> list[dict[str, Any]]:
    said = {
        "aggregation/cell": messages.text("finding.cell", lang),
        "aggregation/chain": messages.text("finding.chain", lang),
        "marking/secrecy": messages.text("marking.stop", lang),
    }
    return [{"id": rule, "shortDescription": {"text": text}} for rule, text in said.items()]


def _render(audit: Audit, lang: str) -> str:
    results = [_result(finding, place) for finding in audit.findings for place in _places(finding)]
    run = {
        "tool": {"driver": {"name": "auditor", "version": clean(audit.tool.version), "rules": _rules(lang)}},
        "language": "zh-CN" if lang == "zh" else "en-US",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not audit.coverage.unread,
                "toolExecutionNotifications": _notifications(audit, lang),
            }
        ],
        "results": [*_markings(audit, lang), *results],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return decodable(json.dumps(log, ensure_ascii=False, indent=1, sort_keys=True)) + "\n"


REPORT = Report("sarif", ".sarif", _render)
