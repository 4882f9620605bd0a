"""What numpy is told before it is loaded, since it asks only once: to be quick, and to give the same digits everywhere.

Linear algebra runs on one thread, whatever the machine has. The tables of an audit are small. Several threads waited
for each other's parts longer than they worked (products over the words of 5,000 files: 5.5 s of CPU on two threads,
1.1 s on one; tests/bench/reaudit.py, 2026-11), and how a product is cut into parts decides the last bits of its sums.

AVX-512 is left aside: its exponentials and logarithms have other last bits than those of machines without it, and where
a processor stores compressed vectors slowly, as Zen 4 does, it sorts five times slower than without (a graph of 10,000
sources: 65 s of CPU, 47 s without; tests/bench/scale.py, 2026-11). What the user has set stays.
"""

from __future__ import annotations

import os
from importlib import metadata

AVX512 = "X86_V4 AVX512_ICL AVX512_SPR"  # as numpy has named them since 2.4; what it does not know it leaves alone
BUILT_FOR_ALL = ("manylinux", "musllinux", "win_amd64")


def _may_do_without() -> bool:
    """Say whether numpy is a build for all machines: one that takes AVX-512 for granted is not loaded without it."""
    try:
        return any(tag in (metadata.distribution("numpy").read_text("WHEEL") or "") for tag in BUILT_FOR_ALL)
    except metadata.PackageNotFoundError:
        return False


for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
if _may_do_without():
    os.environ.setdefault("NPY_DISABLE_CPU_FEATURES", AVX512)
