"""Numbers that tell two papers' matter no nearer: what everybody cites, where post goes, and a paper's own numbering.

A journal's number, a statute's or a standard form's stands in whatever cites it, and has the norm "std:..." of a
standard. A house on a street ("addr:...") and a postal code ("zip:...") are one key each; read word by word they are
codes, powers and counts (7401 W Mansfield Ave, DC 20240). Running numbers, pages and the numbers of ledger accounts
count a paper's own lines: they are claimed without a span, so that no recognizer after this takes them for a count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from extractors import sieve
from extractors.claims import GAP, Scan
from extractors.patterns import late

# DOI handbook, 2.2; the tail takes what stands in running text, without the stop behind it.
_DOI = re.compile(r"10\.(?<![0-9A-Za-z.]...)[0-9]{4,9}/[A-Za-z0-9][A-Za-z0-9._;()/:<>-]{1,80}")
_CUE_END = r"(?:[- ]?L)?(?: ?(?:No\.?|number|号))?[ \t]*[:：=#]?[ \t]*[{\"“(（]?[ \t]*"
_ISSN = re.compile(r"ISSN(?<![A-Za-z0-9]....)" + _CUE_END + r"[0-9]{4}[-‐–]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])")
_ISSN_FIELD = re.compile(
    r"issn(?<![A-Za-z0-9]....)[ \t]*[:=][ \t]*[{\"]?[ \t]*[0-9]{4}-?[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_MORE_ISSN = late(r"[ \t]*[,;/、，；][ \t]*[0-9]{4}[-‐–][0-9]{3}[0-9Xx](?![0-9A-Za-z])")
_ISBN = re.compile(
    r"[Ii][Ss][Bb][Nn](?<![A-Za-z0-9]....)(?:-?1[03])?" + _CUE_END + r"[0-9](?:[ ‐–-]?[0-9]){8,11}[ ‐–-]?[0-9Xx]"
    r"(?![0-9A-Za-z])"
)
_ISBN_13 = re.compile(r"97[89](?<![0-9A-Za-z.,-]...)(?:[-‐ ]?[0-9]){9}[-‐ ]?[0-9](?![0-9A-Za-z])")
# National numbers of Chinese periodicals, GB/T 9999.1: CN 11-2345/TB.
_CN_SERIAL = re.compile(r"CN(?<![A-Za-z0-9]..)[ :：]?[ ]?[0-9]{2}[-‐–][0-9]{4}/[A-Z]{1,2}[0-9]{0,2}(?![0-9A-Za-z])")
# Publisher item identifiers of articles open with the journal's ISSN.
_PII = re.compile(r"S(?<![A-Za-z0-9].)(?P<issn>[0-9]{4}-?[0-9]{3}[0-9X])\(?[0-9]{2}\)?[0-9]{5}-?[0-9X](?![0-9A-Za-z])")
_DATABASE = re.compile(
    r"(?:PMID|PMCID|arXiv|OCLC)(?<![A-Za-z0-9].....)(?: ?:)? ?(?:PMC)?[0-9]{4,8}(?:\.[0-9]{4,5}(?:v[0-9]{1,2})?)?"
    r"(?![0-9A-Za-z])"
)
_PARTS = r"(?: ?(?:[Pp]arts?|[Ss]ections?|[Ss]ec\.|[Ss]ubpart|§{1,2}))?"
# The United States Code and Code of Federal Regulations by title, as the Bluebook (rules 12 and 14) has them cited.
_CODE = re.compile(
    r"[0-9](?<![0-9A-Za-z.,-].)[0-9]? ?(?:C\.? ?F\.? ?R\.?|U\.? ?S\.? ?C\.?(?: ?A\.)?|Fed\. Reg\.)"
    + _PARTS
    + r" ?[0-9]{1,5}[a-z]{0,2}(?:\.[0-9]{1,4})?(?:[-‐–][0-9]{1,4}[a-z]?)?(?:\([A-Za-z0-9]{1,4}\))*(?![0-9A-Za-z])"
)
_ACT_OF = re.compile(
    r"(?:Public Law|Pub\. ?L\.|P\.L\.|Executive Order|E\.O\.|OMB Circular|OMB (?:Control )?(?:No\.|Number)|"
    r"CFDA|Assistance Listing|Statutory Instrument)(?: ?(?:No\.?|[Nn]umbers?|#))? ?:? ?"
    r"(?:A-)?[0-9]{2,5}(?:[-‐–./][0-9]{1,4})?(?![0-9A-Za-z])"
)
# Standard forms of the General Services Administration and those of the revenue and securities services; by hand.
_FORM = re.compile(
    r"(?:SF|Standard Form)(?<![A-Za-z0-9]..)[- ]?(?:LLL|18|26|30|33|44|50|86|95|115|171|182|254|255|270|271|272|298|"
    r"330|424[A-D]?|425|428|429|1034|1035|1164|1199A|1402|1403|1408|1442|1447|1449)(?![0-9A-Za-z])|"
    r"(?:Form|form|IRS)[ ](?:W-[2489]|990(?:-?[A-Z]{1,2})?|1040|1065|1098|1099(?:-[A-Z]{1,4})?|1120|94[01]|I-9|10-[KQ]|"
    r"8-K|S-[134])(?![0-9A-Za-z-])"
)
# Trade names of streets, USPS publication 28, appendix C1, and those of the United Kingdom.
_STREETS = (
    r"Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Way|Court|Ct|Place|Pl|Parkway|Pkwy|Highway|Hwy|"
    r"Square|Sq|Terrace|Circle|Cir|Close|Crescent|Quay|Wharf|Turnpike|Trail|Plaza"
)
_STREETS_AND_ALL = rf"(?:{_STREETS}|{_STREETS.upper()})"
_SIDE = r"(?:[NSEW]|[NS][EW]|North|South|East|West|NORTH|SOUTH|EAST|WEST)\.?"
ADDRESS = re.compile(
    rf"[0-9](?<![0-9A-Za-z.,:/$€£-].)[0-9]{{0,4}}[A-Za-z]?,? (?:{_SIDE} )?"
    rf"(?:(?:[A-Z][A-Za-z'’.-]{{1,20}}|[0-9]{{1,3}}(?:st|nd|rd|th|ST|ND|RD|TH)|[A-Z]) ){{1,3}}?{_STREETS_AND_ALL}"
    rf"(?![A-Za-z0-9])(?: {_SIDE}(?![A-Za-z0-9]))?"
)
_HOUSE_NUMBER = late(r"(?:^|[^0-9A-Za-z.,:/$€£-])[0-9]{1,5}[A-Za-z]?,? $")
_STREET_LAST = late(rf" {_STREETS_AND_ALL}\.?$")
_BOX = re.compile(r"P(?<![A-Za-z0-9].)\.? ?O\.? ?[Bb][Oo][Xx] [0-9]{1,6}(?![0-9A-Za-z])")
# USPS publication 28, appendix B: a state, a blank, five digits and perhaps four; the first digit is the region's.
_STATES = (
    "CT MA ME NH NJ PR RI VT VI AE", "DE NY PA", "DC MD NC SC VA WV", "AL FL GA MS TN AA", "IN KY MI OH",
    "IA MN MT ND SD WI", "IL KS MO NE", "AR LA OK TX", "AZ CO ID NM NV UT WY", "AK CA HI OR WA GU AS AP MP FM MH PW",
)  # fmt: skip
_ZIP = re.compile(
    r"[A-Z](?<![A-Za-z0-9-].)(?:"
    + "|".join(
        rf"(?:(?<={state[0]}){state[1]}),? {{1,2}}{digit}"
        for digit, region in enumerate(_STATES)
        for state in region.split()
    )
    + r")[0-9]{4}(?:-[0-9]{4})?(?!-?[0-9A-Za-z])(?![.,][0-9])"
)
# British and Canadian codes; the signs that the inward half never holds tell them from part numbers.
_POSTCODE = re.compile(
    r"[A-Z](?<![A-Za-z0-9-].)(?:[A-Z]?[0-9][0-9A-Z]? [0-9][ABD-HJLNP-UW-Z]{2}|[0-9][A-Z] [0-9][A-Z][0-9])"
    r"(?![A-Za-z0-9-])"
)
_PAGE = re.compile(
    r"[Pp](?<![A-Za-z].)(?:[Aa][Gg][Ee][Ss]? |p?\. ?)[0-9]{1,4}(?: ?(?:of|OF|/|-|–) ?[0-9]{1,4})?(?![0-9])"
)
_PART = re.compile(r"第[ ]?[0-9]{1,3}(?:[.．-][0-9]{1,3}){0,4}[ ]?[章节条款项页](?![课车天头列段])")
# A ledger account's number before its name, as bookkeeping programs print it: 7040 · Forest Management.
_ACCOUNT = re.compile(r"[0-9](?<![0-9A-Za-z.,-].)[0-9]{3,4}(?:[.‐-][0-9]{1,3})? ?[·∙ꞏ•][ ]?(?=[^\W\d_])")
_LEADING = re.compile(rf"{GAP}[0-9]{{1,3}}(?=[\t .)、．])")
_SECTION = re.compile(rf"{GAP}(?P<number>[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}})(?=[.、．]?[ \t]*[《“「【(（]?[^\W\d_])")
_COUNTED_ON = re.compile(r"[0-9](?<![0-9A-Za-z.,$€£¥#/-].)[0-9]{0,2}(?= [^\W\d_])")
_ROUND = re.compile(r"[1-9](?<![0-9A-Za-z.,$€£¥#/-].)[0-9]{2}[05](?= [A-Z][A-Za-z])")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LEAST_LINES = 4  # chosen: shorter runs are as soon the counts of a list
_LEAST_IN_LINE = 3
_LEAST_ACCOUNTS, _LONGEST_ENTRY = 5, 200  # chosen: accounts of a ledger; characters of one with its amounts


def scan(text: Scan) -> None:
    """Claim what papers cite and number; see the module."""
    for pattern, mark in _CITED:
        for match in text.numbered(pattern, mark):
            end = match.end() - len(match.group()) + len(match.group().rstrip(".;:)>"))
            text.claim((match.start(), end), "document", "std:" + _norm(match.group()), 0.9)
    for match in (*text.numbered(_ISSN, _ISSN_MARK), *text.numbered(_ISSN_FIELD, _ISSN_FIELD_MARK)):
        _serial(text, match)
    for match in text.numbered(_PII, _PII_MARK):
        if issn_valid(match["issn"]):
            text.claim(match.span(), "document", "std:" + _norm(match.group()), 0.9)
    for match in text.numbered(_ISBN_13, _ISBN_13_MARK):
        if isbn_valid(_norm(match.group())):
            text.claim(match.span(), "document", "std:isbn" + _norm(match.group()), 0.9)
    _places(text)
    _own_numbers(text)


def in_street(text: str, start: int, end: int) -> bool:
    """Say whether a name of several words is a street's: a house's number stands before it (4 Quayside Court)."""
    return bool(_HOUSE_NUMBER.search(text, max(0, start - 8), start) and _STREET_LAST.search(text, start, end))


def issn_valid(number: str) -> bool:
    """Check a serial's number (ISO 3297): the last of eight signs is a checksum modulo 11."""
    signs = number.replace("-", "").upper()
    total = sum(int(sign) * (8 - at) for at, sign in enumerate(signs[:7]))
    return "0123456789X"[-total % 11] == signs[7]


def isbn_valid(digits: str) -> bool:
    """Check a book's number of thirteen digits (ISO 2108)."""
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0


def _norm(raw: str) -> str:
    return "".join(filter(str.isalnum, raw.lower()))


def _serial(text: Scan, match: re.Match[str]) -> None:
    """Claim a serial's number and those of its other media behind it."""
    text.claim(match.span(), "document", "std:" + _norm(match.group()), 0.9)
    while more := _MORE_ISSN.match(text.text, match.end()):
        text.claim(more.span(), "document", "std:issn" + _norm(more.group()), 0.9)
        match = more


def _places(text: Scan) -> None:
    for pattern, mark, kind in _POSTAL:
        for match in text.numbered(pattern, mark):
            text.claim(match.span(), "identifier", f"{kind}:{_norm(match.group())}", 0.8)


def _own_numbers(text: Scan) -> None:
    for pattern, mark in ((_PAGE, _PAGE_MARK), (_PART, _PART_MARK), (_ACCOUNT, _ACCOUNT_MARK)):
        _block(text, text.numbered(pattern, mark))
    _leading(text)
    _sections(text)
    _in_line(text)
    _ledger(text)


def _block(text: Scan, found: Iterable[re.Match[str]]) -> None:
    """Keep away what was found where nothing is claimed yet."""
    for match in found:
        if text.free(*match.span()):
            text.block(*match.span())


def _runs(
    found: Iterable[re.Match[str]], goes_on: Callable[[re.Match[str], re.Match[str]], bool], least: int
) -> Iterator[re.Match[str]]:
    """Give those that stand in a run of so many, each of which goes on with the one before it."""
    run: list[re.Match[str]] = []
    for match in found:
        if run and not goes_on(run[-1], match):
            yield from run if len(run) >= least else ()
            run = []
        run.append(match)
    yield from run if len(run) >= least else ()


def _leading(text: Scan) -> None:
    """Keep away the numbers that rows and paragraphs begin with where four of them count on."""
    run: list[re.Match[str]] = []
    last = 0
    for match in _LEADING.finditer(GAP + text.digits):
        number = int(match.group()[1:])
        fresh = GAP + GAP in text.text[max(0, (run[-1].end() if run else 0) - 1) : match.start()]
        if fresh or not run or not 0 <= number - last <= 2:
            _block_run(text, run)
            run = []
        run.append(match)
        last = number
    _block_run(text, run)


def _block_run(text: Scan, run: list[re.Match[str]]) -> None:
    """Claim a run of leading numbers, those alone in a column that has a header left out."""
    if len({match.group() for match in run}) < _LEAST_LINES:
        return
    for match in run:
        start, end = match.start(), match.end() - 1  # the text begins one character behind
        if text.free(start, end) and not (text.alone(start, end) and text.cell(start).header):
            text.block(start, end)


def _sections(text: Scan) -> None:
    """Keep away the numbers of sections that paragraphs begin with where four of them count on: 16.3, 16.4, 16.5."""
    found = list(_SECTION.finditer(GAP + text.digits))
    parts = [tuple(map(int, match["number"].split("."))) for match in found]
    following = set[int]()
    for at, (before, part) in enumerate(pairwise(parts), 1):
        if _follows(before, part):
            following.update((at - 1, at))
    if len({parts[at] for at in following}) >= _LEAST_LINES:
        for at in following:
            start, end = found[at].start(), found[at].end() - 1  # the text begins one character behind
            if text.free(start, end) and not text.cell(start).header:
                text.block(start, end)


def _follows(before: tuple[int, ...], part: tuple[int, ...]) -> bool:
    """Say whether a section comes right after another one: 16.4 or 16.3.1 after 16.3, 16.4 or 17.1 after 16.3.2."""
    if len(part) > len(before):
        return part == (*before, 1)
    same = before[: len(part)]
    return part == (*same[:-1], same[-1] + 1) or (part[-1] == 1 and part[:-1] == (*same[:-2], same[-2] + 1))


def _in_line(text: Scan) -> None:
    """Keep away numbers that count on by one within a line, words between them: 128 Engineering 129 Truck 130 Shed."""

    def counts_on(before: re.Match[str], match: re.Match[str]) -> bool:
        between = text.text[before.end() : match.start()]
        next_one = int(match.group()) - int(before.group()) == 1
        return next_one and GAP not in between and _LETTERS.search(between) is not None

    found = text.numbered(_COUNTED_ON, _COUNTED_ON_MARK)
    _block(text, list(_runs(found, counts_on, _LEAST_IN_LINE)))


def _ledger(text: Scan) -> None:
    """Keep away a chart of accounts: round numbers of four digits that rise, a name in capitals behind each."""

    def rises(before: re.Match[str], match: re.Match[str]) -> bool:
        between = text.text[before.end() : match.start()]
        return match.group() > before.group() and len(between) <= _LONGEST_ENTRY and GAP + GAP not in between

    _block(text, list(_runs(text.numbered(_ROUND, _ROUND_MARK), rises, _LEAST_ACCOUNTS)))


_CITED = tuple(
    (pattern, sieve.mark(pattern)) for pattern in (_DOI, _ISBN, _CN_SERIAL, _DATABASE, _CODE, _ACT_OF, _FORM)
)
_POSTAL = (
    (ADDRESS, sieve.mark(ADDRESS), "addr"),
    (_BOX, sieve.mark(_BOX), "addr"),
    (_ZIP, sieve.mark(_ZIP), "zip"),
    (_POSTCODE, sieve.mark(_POSTCODE), "zip"),
)
_ISSN_MARK, _ISSN_FIELD_MARK, _PII_MARK = sieve.mark(_ISSN), sieve.mark(_ISSN_FIELD), sieve.mark(_PII)
_ISBN_13_MARK, _PAGE_MARK, _ACCOUNT_MARK = sieve.mark(_ISBN_13), sieve.mark(_PAGE), sieve.mark(_ACCOUNT)
_PART_MARK = sieve.mark(_PART)
_COUNTED_ON_MARK, _ROUND_MARK = sieve.mark(_COUNTED_ON), sieve.mark(_ROUND)
