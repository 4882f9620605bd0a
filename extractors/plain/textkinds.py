"""Which kind of text a text is: a mail, a page, a calendar, subtitles, notes; by what stands at its head."""

from __future__ import annotations

import re
import unicodedata

from extractors.messages import chatpages, transcripts
from extractors.plain import decode, frontmatter, literature

_SUFFIXES = {
    "txt": "txt", "text": "txt", "csv": "csv", "tsv": "tsv", "tab": "tsv", "md": "md", "markdown": "md", "mdown": "md",
    "mkd": "md", "json": "json", "jsonl": "json", "ndjson": "json", "geojson": "json", "ipynb": "json", "xml": "xml",
    "log": "log", "srt": "srt", "vtt": "srt", "bib": "bib", "ris": "ris", "nbib": "ris", "enw": "enw",
}  # fmt: skip
_MAIL = re.compile(
    r"(?:From|To|Cc|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|X-[\w-]+|Reply-To"
    r"|Content-Type|Content-Transfer-Encoding|Sender|DKIM-Signature|Authentication-Results|Thread-Topic|Bcc"
    r"|User-Agent|References|In-Reply-To|Organization)[ \t]*:",
    re.IGNORECASE,
)
# The line before each mail of a mailbox, and the header that has to follow it.
MAILBOX = re.compile(rb"^From [^\r\n]{0,300}\d:\d\d[^\r\n]{0,60}\r?\n(?=>?[A-Za-z][\w-]{0,60}[ \t]*:)", re.MULTILINE)
_SAVED = re.compile(
    r"^(?:Snapshot-Content-Location:|X-MimeOLE:.*MHTML|From:.*(?:Saved by|Microsoft Internet Explorer|保存))",
    re.IGNORECASE | re.MULTILINE,
)
_SENT = re.compile(r"^(?:To|Cc|Received|Message-ID|Delivered-To|Return-Path)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|title|table|div|p|h[1-6]|meta|script|center|font)\b", re.I)
# What a file opens with, after declarations and comments: the type of its document, or its root.
_ROOT = re.compile(
    r"(?:\s*<\?[^>]{0,500}\?>|\s*<!--(?:[^-]|-(?!->)){0,3000}-->)*\s*<(!doctype\s+\w+|[a-z][\w:.-]*)", re.I
)
_ELEMENTS = frozenset(
    "html head body title meta link style script table div p span a b i font center h1 h2 h3 h4 h5 h6 ul ol li br hr"
    " img pre blockquote section article main nav header footer form svg frameset".split()
)
_DRAWING = re.compile(r"(?:<\?xml[^>]{0,300}\?>\s*)?<(?:mxfile|mxGraphModel)\b")
_SUBTITLES = re.compile(r"(?:\d{1,6}\s*\n)?(?:\d{1,3}:)?\d\d:\d\d[,.]\d{3}[ \t]*-->|WEBVTT(?:[ \t\n]|$)")
# Keys of a message in the JSON of chat tools, lower case without _ and -; plain "name" and "date" say too little.
_SENDERS = frozenset(
    "sendername sender displayname nickname talkername senduser fromname groupnickname 发送人 发送者 昵称".split()
)
_TIMES = frozenset(
    "formattedtime strtime createtime sendtime timestamp time datetime msgtime createdat 时间 发送时间".split()
)
_TEXTS = frozenset("content text message msg strcontent plaintext 内容 消息".split())
# How JSON begins whatever its file is called; a note may begin with [1] or {x} as well.
_RECORD = re.compile(r'[{\[]\s*(?:\{\s*)?"[^"\\\n]{1,80}"\s*:')
_NO_LETTERS = ("Cn", "Co")  # unassigned, private: of any text few, of noise read in UTF-16 every eighth
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\r\n\f\v\x1a\x1b\b")


def kind(head: bytes, data: bytes, name: str) -> str:
    """Give the kind of a text, "unknown" for what is none.

    Args:
        head: The first 8 KB of the file.
        data: All bytes; looked at where the head of a page is style and script.
        name: Its name; the extension decides between kinds that look alike.
    """
    text = legible(head)
    if text is None:
        return "unknown"
    bare = text.lstrip(decode.BLANKS).replace("\r\n", "\n")
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if MAILBOX.match(bare[:1000].encode("utf-8", "replace")):
        return "mbox"
    if _is_mail(bare):
        return "mht" if _is_web_archive(bare) else "eml"
    begins = re.match(r"BEGIN:(VCALENDAR|VCARD)\s", bare[:40].upper())
    if begins:
        return "ics" if begins[1] == "VCALENDAR" else "vcf"
    if _DRAWING.match(bare):
        return "drawio"
    if listed := literature.kind(bare):
        return listed
    front = frontmatter.length(bare)
    framed = bool(front) and (suffix in ("html", "htm") or _is_html(bare[front:].lstrip(), suffix))
    if suffix not in ("md", "markdown", "json", "csv") and (framed or _is_html(bare, suffix)):
        return "chat-html" if chatpages.looks(data) else "html"
    if bare.startswith("<?xml") or (suffix == "xml" and bare.startswith("<")):
        return "xml"
    if _SUBTITLES.match(bare):
        return "srt"
    found = _SUFFIXES.get(suffix) or _plain(bare)
    if found == "json" or (found in ("txt", "log") and _RECORD.match(bare)):
        return _chat(bare) or "json"
    return "chat-text" if found in ("txt", "log", "md") and transcripts.style(bare) else found


def legible(head: bytes) -> str | None:
    """Give the head of a file as text, None where its bytes are none: controls, or more than a few broken characters.

    Zero bytes that a log was filled up with are passed over.
    """
    text, codec, sure = decode.decode(head)
    if codec.startswith(("utf-16", "utf-32")) and sure >= decode.SURE:  # by a mark or by where its zero bytes stand
        return text if text.count("\ufffd") * 20 <= len(text) else None
    if codec == "utf-8" and sure == 1.0 and "\0" in text:
        runs, bare = len(re.findall("\0+", text)), text.replace("\0", "")
        text = bare if len(bare) > 30 * runs else text
    # A legacy guess on bytes with controls in them is a guess about noise.
    controls = sum(1 for mark in text if mark in _CONTROLS)
    broken = sum(1 for mark in text if mark == "\ufffd" or unicodedata.category(mark) in _NO_LETTERS)
    good = controls * 100 <= len(text) and broken * 20 <= len(text) and (sure > 0.5 or controls == 0)
    return text if good else None


def _is_mail(bare: str) -> bool:
    head = re.split(r"\n\n|\r\r", bare, maxsplit=1)[0].replace("\r", "\n")
    lines = [line for line in head.split("\n") if line and line[:1] not in " \t"]
    known = sum(1 for line in lines if _MAIL.match(line))
    shaped = sum(1 for line in lines if re.match(r"[A-Za-z][\w-]*[ \t]*:", line))
    return bool(lines) and known >= 2 and bool(_MAIL.match(lines[0])) and shaped >= 0.8 * len(lines)


def _is_web_archive(bare: str) -> bool:
    """Tell a saved page (MHTML) from a mail, whose form it has: nobody sent it to anybody."""
    head = re.split(r"\n\n", bare, maxsplit=1)[0]
    if _SAVED.search(head):
        return True
    return bool(re.search(r"multipart/related", head, re.IGNORECASE)) and not _SENT.search(head)


def _is_html(bare: str, suffix: str) -> bool:
    """Tell a page by its root, and text that begins without one by several tags of pages."""
    tags = {tag.lower() for tag in _HTML.findall(bare[:4096])}
    root = _ROOT.match(bare)
    if root is None:
        return len(tags) > 2
    name = root[1].lower()
    if name.startswith("!doctype"):
        return name.endswith(("html", "svg"))
    if bare.startswith("<?xml") or suffix == "xml":
        return name in ("html", "svg")
    return name in _ELEMENTS or (len(tags) > 2 and "xmlns" not in bare[:4096])


def _chat(bare: str) -> str:
    """Tell JSON that some program wrote of a chat by the keys at its head; "" for any other."""
    head = bare[:8192]
    if '"Here is the data you requested' in head or (
        re.search(r'"messages"\s*:\s*\[', head) and re.search(r'"(?:date_unixtime|from_id)"\s*:', head)
    ):
        return "chat-telegram"
    if re.search(r'"ts"\s*:\s*"\d{10}\.\d{6}"', head) and re.search(r'"type"\s*:\s*"message"', head):
        return "chat-slack"
    keys = {key.lower().replace("_", "").replace("-", "") for key in re.findall(r'"([^"\\\n]{1,40})"\s*:', head)}
    told = [keys & wanted for wanted in (_SENDERS, _TIMES, _TEXTS)]
    return "chat-json" if all(told) and ("messages" in bare[:300] or bare[:1] == "[") else ""


def _plain(bare: str) -> str:
    if bare[:1] in ("{", "[") and re.match(r'[{\[]\s*(?:["{\[\]}\d-]|true|false|null)', bare):
        return "json"
    return "txt"
