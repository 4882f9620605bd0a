"""Hostile bytes for one reader after the other, guided by what code they reach.

    python -m tests.bench.fuzz READER --seconds 600 [--seeds DIR] [--found DIR]
    python -m tests.bench.fuzz --list

READER is a module of `extractors.formats` (docx, pdf, zip, ...) or one of `PARTS`. Seeds are the samples of `fixtures`
of its kinds and, with `--seeds`, real files of them. In a seed that is a ZIP one member is changed and packed again,
for a change of packed bytes reaches nothing but the checksum. A finding is whatever a reader raises but `Unreadable`,
each once by its type and line, what takes longer than `HANG_S`, and whatever ends the process; each leaves the bytes
that did it in `--found`. Needs atheris (`pip install atheris`); without it bytes are changed blindly.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import mmap
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

MOST_BYTES = 100_000
HANG_S = 20
MEMORY_BYTES = 2 << 30
PARTS = {"decode": ("txt", "csv"), "compound": ("doc", "xls", "ppt", "msg"), "sniff": ()}
Target = Callable[[bytes], object]


class Hang(BaseException):
    """A reader took longer than it may."""


def target_of(name: str) -> tuple[Target, tuple[str, ...]]:
    """Give what is called with bytes, and the kinds that its seeds are of."""
    from extractors import outside  # noqa: PLC0415  only after the fuzzer may watch imports
    from extractors.model import Limits, Reading  # noqa: PLC0415

    outside.PLACES = ()
    if name in PARTS:
        return _parts()[name], PARTS[name]
    format_ = importlib.import_module(f"extractors.formats.{name}").FORMAT
    limits = Limits(text_chars=1 << 20, member_bytes=8 << 20, members=1000)
    return lambda data: format_.read(data, Reading(), limits), format_.kinds


def _parts() -> dict[str, Target]:
    from extractors import sniff  # noqa: PLC0415
    from extractors.officebase import compound  # noqa: PLC0415
    from extractors.plain import decode  # noqa: PLC0415

    return {
        "decode": decode.decode,
        "compound": lambda data: list(compound.Compound(data).inside()),
        "sniff": lambda data: sniff.kind(data[:8192], data, "name.bin"),
    }


def seeds(kinds: tuple[str, ...], folder: Path | None) -> list[bytes]:
    """Give the samples of these kinds, and real files of them from a folder."""
    from extractors import sniff  # noqa: PLC0415
    from fixtures import formats  # noqa: PLC0415

    found = [sample.data for sample in (make() for make in formats.SAMPLES.values())]
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file() and path.stat().st_size <= MOST_BYTES:
            found.append(path.read_bytes())
    return [data for data in found if not kinds or sniff.kind(data[:8192], data, "") in kinds]


def changed(data: bytes, most: int, seed: int, change: Callable[[bytes, int], bytes]) -> bytes:
    """Change one member of a ZIP, or the bytes as they are."""
    chance = random.Random(seed)
    if data.startswith(b"PK\3\4") and chance.random() < 0.9:
        try:
            return _member_changed(data, chance, change)[:most]
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError):
            pass
    return change(data, most)


def _member_changed(data: bytes, chance: random.Random, change: Callable[[bytes, int], bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        infos = old.infolist()[:200]
        victim = chance.randrange(len(infos))
        for number, info in enumerate(infos):
            with old.open(info) as member:
                content = member.read(MOST_BYTES)
            new.writestr(info.filename, change(content, MOST_BYTES) if number == victim else content)
    return packed.getvalue()


def blindly(data: bytes, most: int, chance: random.Random) -> bytes:
    """Flip, cut, double or overwrite some bytes."""
    raw = bytearray(data or b"\0")
    for _ in range(chance.randrange(1, 6)):
        at, length = chance.randrange(len(raw)), chance.randrange(1, 9)
        match chance.randrange(4):
            case 0:
                raw[at] ^= 1 << chance.randrange(8)
            case 1:
                raw[at : at + length] = chance.choice((b"\xff", b"\0", b"\x7f", b"\x80")) * length
            case 2 if len(raw) > length:
                del raw[at : at + length]
            case _:
                raw[at:at] = raw[at : at + length * 8]
    return bytes(raw[:most])


class Child:
    """One process that fuzzes: remembers what was raised, and lies open to the parent in case it dies."""

    def __init__(self, name: str, found: Path, current: Path) -> None:
        self.name, self.found, self.seen = name, found, set[str]()
        with current.open("r+b") as file:
            self.current = mmap.mmap(file.fileno(), MOST_BYTES + 8)
        self.runs = 0
        for path in found.glob(f"{name}-*.json"):
            self.seen.add(json.loads(path.read_text("utf-8"))["what"])

    def one(self, data: bytes) -> None:
        """Read once; keep what is raised."""
        from extractors.model import Unreadable  # noqa: PLC0415

        data = data[:MOST_BYTES]
        self.current[:8] = len(data).to_bytes(8, "big")
        self.current[8 : 8 + len(data)] = data
        self.runs += 1
        signal.setitimer(signal.ITIMER_REAL, HANG_S)
        signal.setitimer(signal.ITIMER_PROF, HANG_S * 2)  # ends code that never comes back to Python
        try:
            self.target(data)
        except Unreadable:
            pass
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as fault:  # noqa: BLE001  whatever it is, it is a finding
            self.keep(fault, data)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_PROF, 0)

    def keep(self, fault: BaseException, data: bytes) -> None:
        """Keep the first bytes that raise something at some line."""
        place, trace = "?", fault.__traceback__
        while trace is not None:
            module = str(trace.tb_frame.f_globals.get("__name__", "?"))
            if module.startswith("extractors."):
                place = f"{module}:{trace.tb_lineno}"
            trace = trace.tb_next
        what = f"{type(fault).__name__} at {place}" if not isinstance(fault, Hang) else f"Hang in {place.split(':')[0]}"
        if what not in self.seen:
            self.seen.add(what)
            kept(self.found, self.name, what, str(fault)[:200], data)

    def fuzz(self, seconds: float, corpus: Path, given: Path | None) -> None:
        """Fuzz until the time is over."""
        signal.signal(signal.SIGALRM, _hang)
        try:
            import atheris  # noqa: PLC0415
        except ImportError:
            atheris = None
        if atheris is None:
            self.target, kinds = target_of(self.name)
            self._blind(seconds, seeds(kinds, given))
            return
        with atheris.instrument_imports(include=["extractors"]):
            self.target, kinds = target_of(self.name)
        for data in seeds(kinds, given):
            (corpus / sha256(data).hexdigest()).write_bytes(data[:MOST_BYTES])
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        options = [f"-max_total_time={int(seconds)}", f"-max_len={MOST_BYTES}", "-handle_alrm=0", "-rss_limit_mb=0",
                   "-print_final_stats=1", "-handle_abrt=0", "-handle_segv=0", "-len_control=0"]  # fmt: skip
        atheris.Setup(
            [sys.argv[0], *options, str(corpus)],
            self.one,
            custom_mutator=lambda data, most, seed: changed(data, most, seed, atheris.Mutate),
        )
        atheris.Fuzz()

    def _blind(self, seconds: float, samples: list[bytes]) -> None:
        chance, until = random.Random(1), time.monotonic() + seconds
        while time.monotonic() < until:
            data = chance.choice(samples or [b"PK\3\4"])
            self.one(changed(data, MOST_BYTES, chance.getrandbits(32), lambda raw, most: blindly(raw, most, chance)))
        print(f"stat::number_of_executed_units: {self.runs}", file=sys.stderr)


def _hang(*_: object) -> None:
    raise Hang


def kept(found: Path, name: str, what: str, said: str, data: bytes) -> None:
    """Keep the bytes of a finding, and what it was."""
    stem = found / f"{name}-{sha256(what.encode()).hexdigest()[:10]}"
    stem.with_suffix(".bin").write_bytes(data)
    stem.with_suffix(".json").write_text(json.dumps({"what": what, "said": said}), "utf-8")
    print(f"{name}: {what} {said[:100]!r} ({len(data)} bytes, {stem.name}.bin)", flush=True)


def fuzzed(name: str, given: argparse.Namespace, room: Path) -> None:
    """Fuzz one reader, in one process after the other where something ends them."""
    current, corpus, began, deaths, runs = room / "current", room / "corpus", time.monotonic(), 0, 0
    corpus.mkdir()
    current.write_bytes(bytes(MOST_BYTES + 8))
    covered = "-"
    while (left := given.seconds - (time.monotonic() - began)) > 5 and deaths < 30:
        words = [sys.executable, "-m", "tests.bench.fuzz", name, "--child", str(left), str(corpus), str(current),
                 "--found", str(given.found), *(["--seeds", str(given.seeds)] if given.seeds else [])]  # fmt: skip
        done = subprocess.run(words, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
        lines = done.stderr.splitlines()
        runs += sum(int(line.split()[-1]) for line in lines if "number_of_executed_units" in line)
        covered = next((line.split("cov:")[1].split()[0] for line in reversed(lines) if "cov:" in line), covered)
        if done.returncode == 0:
            break
        raw = current.read_bytes()
        data = raw[8 : 8 + int.from_bytes(raw[:8], "big")]
        deaths += 1
        last = " | ".join(lines[-3:])[-300:]
        kept(given.found, name, f"exit {done.returncode} number {deaths}", last, data)
    count = len(list(given.found.glob(f"{name}-*.json")))
    print(f"{name}: {runs} runs in {time.monotonic() - began:.0f} s, {covered} edges, {count} findings", flush=True)


def main() -> None:
    """Fuzz, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--found", type=Path, default=Path("fuzzed"))
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given: Any = parser.parse_args()
    given.found.mkdir(parents=True, exist_ok=True)
    if given.child:
        seconds, corpus, current = given.child
        Child(given.readers[0], given.found, Path(current)).fuzz(float(seconds), Path(corpus), given.seeds)
        return
    if given.list:
        places = Path(importlib.import_module("extractors.formats").__path__[0]).glob("[a-z]*.py")
        print(*sorted(path.stem for path in places), *PARTS)
        return
    for name in given.readers:
        with tempfile.TemporaryDirectory() as room:
            fuzzed(name, given, Path(room))
    sys.exit(any(given.found.glob("*.json")))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
