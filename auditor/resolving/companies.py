"""What the full names of one company share, whatever its legal form is written like."""

from __future__ import annotations

import re

from extractors import latin
from extractors.text import folded, has_cjk, simplified

FULL_ZH = re.compile("(?:有限公司|股份公司|集团公司|有限责任公司)$")  # a full name, that of one company alone
LEGAL_ZH = re.compile("(?:股份有限公司|有限责任公司|股份公司|有限公司|公司)$")
# Spellings of one legal form; another form may be a sister company.
_ONE_FORM = {"limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co",
             "pvtltd": "privateltd"}  # fmt: skip

_OF_COMPANY = re.compile(r" (?:Company|Co\.?),?$")


def bare_company(text: str) -> str:
    """Give what two full spellings of one company share: the name with its legal form made one (Ltd, Limited)."""
    if has_cjk(text):
        return folded(LEGAL_ZH.sub("", simplified(text)))
    stem = latin.LEGAL_END.sub("", text)
    form = folded(text[len(stem) :])
    whole = _OF_COMPANY.sub("", stem) if _ONE_FORM.get(form, form) == "ltd" else stem  # Company Limited is Co. Ltd
    return folded(whole) + ("co" if whole != stem else "") + _ONE_FORM.get(form, form)
