"""Who answers under a number or a letter, named in prose as in its table: 四号补充, 丙不赞成, H-03 beside H-01.

Asked only of files that say of themselves that nobody's name is told. A number or a stem counts where a clause begins
with it and goes on with what somebody does; a code counts where the file's own column has others made as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

_SAYS = (
    "另?外?(?:补充|自述|自称|反映|反馈|回复|答复|承认|认为|表示|坦言|提出|建议|主张|赞成|同意|反对|要求|写道|写了|附言|说|称|答)"
    "|不(?:赞成|同意|肯|答|愿)|私下|电话里|另附|没[填交答有]|未[填交答]|那边|也[说提写]"
)
_CALLED = re.compile(
    r"(?:^|(?<=[，。；：、“”！？\s]))((?:\d{1,2}|[一二三四五六七八九十]{1,2})号|[甲乙丙丁戊己庚辛]家?)" f"(?={_SAYS})"
)
_CODE = re.compile(r"([A-Z]{1,2})([-‐–]?)(\d{1,3})")
_LEAST_CODES = 2  # of one make in a file's columns: one alone may be anything


def called(text: str) -> Iterator[tuple[int, int]]:
    """Give where a number or a stem alone does what members do."""
    return (match.span(1) for match in _CALLED.finditer(text))


def kin(codes: Iterable[str]) -> re.Pattern[str] | None:
    """Give what finds codes made like these, None where no two of them are made alike; H-01, H-04: H and two digits."""
    made: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for code in codes:
        if match := _CODE.fullmatch(code):
            made[match[1], match[2], len(match[3])].add(code)
    alike = sorted(make for make, held in made.items() if len(held) >= _LEAST_CODES)
    forms = [rf"{letters}{joint}\d{{{figures}}}" for letters, joint, figures in alike]
    return re.compile(rf"(?<![A-Za-z0-9.-])(?:{'|'.join(forms)})(?![A-Za-z0-9-]|[.,]\d)") if forms else None


def alike(text: str, kind: re.Pattern[str]) -> Sequence[tuple[int, int]]:
    """Give where a text holds such codes."""
    return [match.span() for match in kind.finditer(text)]
