"""What a product is called with the noun of its ware, which goes with it up to a stop or a cell's edge."""

import pytest

from extractors import wares


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("《潜水泵 QW-250》到货", "潜水泵 QW-250"),
        ("除湿机GX-300，三台", "除湿机GX-300"),
        ("板式换热器 BR-2207", "板式换热器 BR-2207"),
        ("過濾器 FL-20", "過濾器 FL-20"),
        ("ZG-12蒸参柜", "ZG-12蒸参柜"),
        ("到货：LF-2 光纤渗压计；两支", "LF-2 光纤渗压计"),
    ],
)
def test_a_noun_up_to_a_stop_goes_with_the_designation(text: str, called: str) -> None:
    start = next(at for at, sign in enumerate(text) if sign.isascii() and sign.isalpha())
    end = next((at for at in range(start, len(text)) if not (text[at].isascii() and text[at] not in " ,")), len(text))
    assert wares.called(text, start, end) == called


@pytest.mark.parametrize(
    ("text", "code", "called"),
    [
        ("Deck winch KV-2055 ran all night.", "KV-2055", "Deck winch KV-2055"),
        ("New runner PT-914: 13 blades", "PT-914", "runner PT-914"),
        ("They cast heat C-2217 on Monday", "C-2217", "heat C-2217"),
        ("The old presses RB 40 and others", "RB 40", ""),
        ("Windrad KV 2055 in der Lage", "KV 2055", "Windrad KV 2055"),
        ("see order KV-2055", "KV-2055", ""),
        ("a platform FX-12", "FX-12", ""),
        ("report on KV-2055", "KV-2055", ""),
        ("the compress KV-2055", "KV-2055", ""),
    ],
)
def test_an_english_noun_goes_with_what_a_works_numbers(text: str, code: str, called: str) -> None:
    start = text.index(code)
    assert wares.called(text, start, start + len(code)) == called


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("老的JH-6探头十月停产", "JH-6"),  # the sentence runs on
        ("去年出了潜水泵QW-250", "QW-250"),
        ("一台 XY-6", "XY-6"),
        ("XY-12 两台", "XY-12"),
        ("铭牌 DT-27", "DT-27"),
        ("型号 DT-27", "DT-27"),
        ("潜水泵 白鹭", "白鹭"),  # no designation
        ("the dipwell logger WL-3", "WL-3"),
    ],
)
def test_what_runs_on_counts_or_is_no_ware_does_not(text: str, name: str) -> None:
    start = text.index(name)
    assert wares.called(text, start, start + len(name)) == ""
