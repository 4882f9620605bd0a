"""Audits folders whose sentences and tables are hand-written ones', torn and mixed: none may end in an error.

    python -m tests.bench.mixed [--folders 40] [--documents 14] [--seed 1] [--jobs 2]

Lines of several sectors and both languages are put into one file after another; cells change places between rows and
tables, headers stand over the cells of others, lines are cut anywhere, and brackets, dashes and marks come where nobody
would write them. Each folder is audited by the command that a user calls, revealed and masked in turn, in Chinese and
in English in turn. Prints how many ended well, and each error with its folder's seed; ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from tests.bench.shortlist import CORPUS

ODD = "（）()[]【】、，,;；:：。.·—–-/|*#@&%~_'’\"“”‘…★☆①🙂\u3000\u200b\ufeff\u00a0\t0１AÄé甲"
PUT = "（历史，补登） () —— n/a …… 某某 Mr 总 Ltd 有限公司 项目 No. (tbc) 的 & http://x/.. @a".split()
COMMAND = "import sys; sys.argv[0] = 'auditor'; from auditor.cli import main; main()"
ENDED = (0, 1)  # below and above the target


@lru_cache(maxsize=1)
def material() -> tuple[list[str], list[list[list[str]]]]:
    """Give the lines and the tables of all hand-written folders."""
    lines, tables = list[str](), list[list[list[str]]]()
    for path in sorted(CORPUS.glob("*/case.json")):
        for document in json.loads(path.read_text("utf-8"))["documents"]:
            for block in document.get("blocks", ()):
                if rows := block.get("rows"):
                    tables.append([[str(cell) for cell in row] for row in rows])
                elif text := block.get("text"):
                    lines.append(text)
    return lines, tables


def torn(text: str, chance: random.Random) -> str:
    """Give a text as it is, or cut, doubled, or with what does not belong there."""
    match chance.randrange(8):
        case 0:
            return text[chance.randrange(len(text) + 1) :]
        case 1:
            return text[: chance.randrange(len(text) + 1)]
        case 2:
            at = chance.randrange(len(text) + 1)
            return text[:at] + chance.choice(ODD) * chance.randint(1, 3) + text[at:]
        case 3:
            at = chance.randrange(len(text) + 1)
            return text[:at] + chance.choice(PUT) + text[at:]
        case 4:
            return chance.choice((*PUT, *ODD, "", text, text.upper(), text.lower()))
    return text


def table(tables: Sequence[Sequence[Sequence[str]]], chance: random.Random) -> list[list[str]]:
    """Give a table under another's header, with cells of a third one among its own."""
    own, other, third = (chance.choice(tables) for _ in range(3))
    rows = [list((own if chance.random() < 0.6 else other)[0]), *(list(row) for row in own[1:])]
    cells = [cell for row in third for cell in row]
    for row in rows:
        for at in range(len(row)):
            if chance.random() < 0.15:
                row[at] = chance.choice(cells) if cells else ""
            if chance.random() < 0.2:
                row[at] = torn(row[at], chance)
    if chance.random() < 0.2:
        chance.shuffle(rows)
    return rows


def document(chance: random.Random) -> tuple[str, bytes]:
    """Give a file's ending and its bytes."""
    lines, tables = material()
    ending = chance.choice(("txt", "md", "csv", "html", "eml"))
    rows = table(tables, chance)
    if ending == "csv":
        held = io.StringIO()
        csv.writer(held).writerows(rows)
        return ending, held.getvalue().encode("utf-8", "replace")
    told = [torn(chance.choice(lines), chance) for _ in range(chance.randint(5, 30))]
    if ending == "html":
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        return ending, ("".join(f"<p>{line}</p>" for line in told) + f"<table>{cells}</table>").encode()
    told[len(told) // 2 : len(told) // 2] = (
        ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows] if ending == "md"
        else ["\t".join(row) for row in rows]
    )  # fmt: skip
    head = f"From: {torn(chance.choice(lines)[:30], chance)} <a@example.org>\nSubject: {told[0][:60]!r}\n\n"
    return ending, ((head if ending == "eml" else "") + "\n".join(told)).encode("utf-8", "replace")


def audited(seed: int, documents: int) -> tuple[int, str]:
    """Make the folder of a seed and audit it: its exit code, and the last words where that is an error."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "folder"
        folder.mkdir()
        for number in range(documents):
            ending, content = document(chance)
            (folder / f"{number}.{ending}").write_bytes(content)
        options = ["--lang", ("zh", "en")[seed % 2], *(["--reveal"] if seed % 4 < 2 else [])]
        options += ["--out", f"{place}/out", "--state", f"{place}/state"]
        call = [sys.executable, "-c", COMMAND, "audit", str(folder)]
        done = subprocess.run([*call, *options], capture_output=True, text=True, check=False)
        said = [line for line in done.stderr.splitlines() if line.strip()]
        return done.returncode, "" if done.returncode in ENDED else " ".join(said[-3:])[-300:]


def main() -> None:
    """Print how the audits ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folders", type=int, default=40)
    parser.add_argument("--documents", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    material()
    ends = Counter[int]()
    seeds = range(given.seed, given.seed + given.folders)
    with ThreadPoolExecutor(given.jobs) as pool:
        for seed, (code, said) in zip(seeds, pool.map(lambda seed: audited(seed, given.documents), seeds), strict=True):
            ends[code] += 1
            if said:
                print(f"seed {seed} ended with {code}: {said}", flush=True)
    print(f"{given.folders} folders of {given.documents} files: {dict(sorted(ends.items()))}")
    sys.exit(any(code not in ENDED for code in ends))


if __name__ == "__main__":
    main()
