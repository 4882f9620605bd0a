"""What a report plug-in is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.model import Audit


@dataclass(frozen=True, slots=True)
class Report:
    """One form that an audit can be written in.

    Attributes:
        name: What a person asks for, `--format NAME`.
        suffix: Of the file written, with its dot.
        render: The audit and a language ("zh" or "en") to the whole content; pure. The audit is shown as it is:
            `masking.masked` or at least `masking.withheld` was applied by whoever made it.
    """

    name: str
    suffix: str
    render: Callable[[Audit, str], str | bytes]
