"""Ids that give nothing away: every id of an audit is replaced by a keyed token.

The ids that the pure modules make are hashes of names and numbers; whoever has a list of phone numbers could try them.
Keyed with a secret of this installation they stay the same from audit to audit and mean nothing elsewhere.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from auditor.model import Audit, Shortlist, Statements

TOKEN_BYTES = 8


def keyed(audit: Audit, key: bytes) -> Audit:
    """Give the audit with tokens for the ids of entities, subjects, findings and sectors."""
    known = {entity.id for entity in audit.entities} | {subject.id for subject in audit.subjects}
    subjects, *rest = Statements.of(audit.statements).columns
    known |= set(subjects)
    token = token_of(key)

    def step(found: str) -> str:
        return token(found) if found in known or found.startswith("=") else found

    return replace(
        audit,
        entities=tuple(sorted((replace(each, id=token(each.id)) for each in audit.entities), key=lambda each: each.id)),
        subjects=tuple(replace(each, id=token(each.id)) for each in audit.subjects),
        statements=Statements([_all(subjects, token), *rest]),
        files=tuple(replace(each, entities=_all(each.entities, token)) for each in audit.files),
        sectors=tuple(
            replace(each, id=token(each.id), subjects=_all(each.subjects, token),
                    shortlist=each.shortlist and _listed(each.shortlist, token))
            for each in audit.sectors
        ),
        shortlist=_listed(audit.shortlist, token),
        findings=tuple(
            replace(each, id=token(each.id), subjects=_all(each.subjects, token), bridges=_all(each.bridges, token),
                    path=tuple(step(part) for part in each.path))
            for each in audit.findings
        ),
    )  # fmt: skip


def _listed(shortlist: Shortlist, token: Callable[[str], str]) -> Shortlist:
    """Give a list with tokens for the findings that its reasons speak of."""
    items = (replace(item, finding=token(item.finding) if item.finding else "") for item in shortlist.items)
    return replace(shortlist, items=tuple(items))


def token_of(key: bytes) -> Callable[[str], str]:
    """Give what turns an id into its token."""
    secret = hashlib.blake2b(key).digest()

    @functools.cache
    def token(found: str) -> str:
        content = found.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, key=secret, digest_size=TOKEN_BYTES).hexdigest()

    return token


def _all(ids: Sequence[str], token: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(map(token, ids))
