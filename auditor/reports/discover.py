"""Which reports there are: every module of this package that holds a `REPORT`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from auditor import reports as package
from auditor.reports.report import Report


@cache
def reports() -> dict[str, Report]:
    """Give every report by name, sorted; two of one name are a bug and raise `ValueError`."""
    found: dict[str, Report] = {}
    for module in pkgutil.iter_modules(package.__path__):
        report = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "REPORT", None)
        if not isinstance(report, Report):
            continue
        if report.name in found:
            raise ValueError(f"auditor/reports/{module.name}.py: report {report.name!r} exists already; rename one")
        found[report.name] = report
    return dict(sorted(found.items()))
