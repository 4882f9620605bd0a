"""Bodies that are called by their sort alone are nobody's subject, whatever shares a key with them."""

from __future__ import annotations

import pytest

from auditor import score
from auditor.specificity import _anybodys
from tests.auditor.folders import look

SORTS = ("检验站", "财务部", "小组", "秘书处", "委员会", "Finance", "the Committee", "The Library", "laboratory")
NAMES = ("波音", "石榴", "长城", "戊", "临海检测站", "岚江局", "Corvella", "Shell", "Marram Library", "Finance Watch")


@pytest.mark.parametrize("name", SORTS)
def test_a_sort_of_body_is_anybodys(name: str) -> None:
    assert _anybodys((name,))
    assert not _anybodys((name, "临海检测站"))
    assert not _anybodys((name, "Corvella Ltd"))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_somebodys(name: str) -> None:
    assert not _anybodys((name,))


@pytest.mark.parametrize("who", ["财务部", "岚江水务有限公司"])
def test_what_a_key_joins_with_a_sort_of_body_does_not_emerge(who: str) -> None:
    seen = look({"a.txt": f"{who}收到编号为KX-4417的料架。", "b.txt": "临海检测有限公司订购编号为KX-4417的料架。"})
    assert len(score.linked(seen.graph).left) == 1
    assert (seen.measure.emergence > 0.0) is (who == "岚江水务有限公司")
