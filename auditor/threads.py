"""Linear algebra on one thread, whatever the machine has: imported before numpy, whose library asks only once.

The tables of an audit are small. Several threads waited for each other's parts longer than they worked (products
over the words of 5,000 files: 5.5 s of CPU on two threads, 1.1 s on one; tests/bench/reaudit.py, 2026-11), and how a
product is cut into parts decides the last bits of its sums. What the user has set stays.
"""

from __future__ import annotations

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
