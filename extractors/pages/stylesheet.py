"""What a page's own style says about an element: whether it is seen at all, and in which colour on which ground."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_UNSEEN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|opacity\s*:\s*0?(?:\.0\d*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*(?:0(?:\.\d+)?|1)(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|(?:left|right|top|bottom|margin-left|margin-top|text-indent)\s*:\s*-\d{3,5}"
    r"|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%|transform\s*:\s*scale\(\s*0\s*\))",
    re.IGNORECASE,
)
_FLAT = re.compile(r"(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)", re.IGNORECASE)
_CLIPPED = re.compile(r"overflow\s*:\s*hidden", re.IGNORECASE)
_COLOUR = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]{1,60})", re.IGNORECASE)
_GROUND = re.compile(r"background(-color|-image)?\s*:\s*([^;!]{1,200})", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]+)%?\s*)?\)")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w\u0080-\uffff-]+)?$", re.IGNORECASE)
_NAMED = {"white": "#ffffff", "black": "#000000", "red": "#ff0000", "yellow": "#ffff00", "blue": "#0000ff"}
WHITE = "#ffffff"
UNKNOWN = "?"
_RULES = 20_000  # chosen: far beyond any honest sheet


@dataclass(slots=True)
class Sheet:
    """The rules of a page's style elements that name a tag, a class or an id alone.

    Rules with combinators or states need the whole of CSS and are left out: what they hide stays body text.

    Attributes:
        rules: Declarations by selector, lower case: "p", ".note", "p.note", "#top".
        whole: No style sheet outside the page may say more.
    """

    rules: dict[str, str] = field(default_factory=dict)
    whole: bool = True

    def add(self, css: str) -> None:
        """Take up the rules of one style element."""
        for selectors, declarations in _rules(css):
            for selector in selectors.split(","):
                key = selector.strip().lower()
                if key and _SELECTOR.match(key) and len(self.rules) < _RULES:
                    self.rules[key] = f"{self.rules.get(key, '')[-2000:]};{declarations}"

    def style(self, tag: str, classes: str, name: str, inline: str) -> str:
        """Give all declarations that hold for an element, those that win last."""
        if not self.rules:
            return inline
        keys = [tag]
        for each in classes.lower().split()[:20]:
            keys += [f".{each}", f"{tag}.{each}"]
        found = [self.rules[key] for key in (*keys, f"#{name.lower()}") if key in self.rules]
        return ";".join([*found, inline]) if found else inline


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Give selectors and declarations of the rules that hold on a screen; one pass, whatever the braces."""
    stack: list[str] = []
    last = 0
    for brace in re.finditer(r"[{}]", css):
        piece, last = css[last : brace.start()], brace.end()
        if brace[0] == "{":
            stack.append(re.sub(r"/\*.*?\*/|<!--|-->", "", piece[-2000:]).strip())
        elif stack:
            selectors = stack.pop()
            if not selectors.startswith("@") and not any(_elsewhere(outer) for outer in stack[-3:]):
                yield selectors, re.sub(r"/\*.*?\*/", "", piece[-2000:])


def _elsewhere(prelude: str) -> bool:
    return prelude.startswith("@") and not re.match(r"@media\s+(?:all|screen)\s*$|@layer|@supports", prelude)


def unseen(style: str) -> bool:
    """Say whether the declarations keep an element from being seen: no box, no size, off the page."""
    if not style:
        return False
    return bool(_UNSEEN.search(style)) or bool(_FLAT.search(style) and _CLIPPED.search(style))


def colour(style: str) -> str:
    """Give the colour of the text as "#rrggbb" or "transparent", "" where none is set."""
    found = _COLOUR.findall(style) if style else []
    return normal(found[-1]) if found else ""


def ground(style: str) -> str:
    """Give the colour that the declarations put behind the text, `UNKNOWN` for a picture, "" where none is set."""
    found = ""
    for part, value in _GROUND.findall(style) if style else ():
        bare = value.strip().lower()
        if bare in ("none", "transparent", "inherit", "initial") or (part.lower() == "-image" and bare == "none"):
            continue
        found = UNKNOWN if "url(" in bare or "gradient" in bare else normal(bare.split()[0] if bare else "")
    return found


def normal(value: str) -> str:
    """Give a colour in one spelling; what is no plain colour stays as it is."""
    bare = value.strip().lower()
    rgb = _RGB.match(bare)
    if rgb:
        faint = rgb[4] is not None and float(rgb[4] if rgb[4].count(".") < 2 and rgb[4] != "." else 1) == 0
        return "transparent" if faint else "#" + "".join(f"{min(255, int(part)):02x}" for part in rgb.groups()[:3])
    if re.fullmatch(r"#?[0-9a-f]{3}", bare) and bare.startswith("#"):
        return "#" + "".join(mark * 2 for mark in bare[1:])
    if re.fullmatch(r"[0-9a-f]{6}", bare):
        return f"#{bare}"
    return _NAMED.get(bare, bare)
