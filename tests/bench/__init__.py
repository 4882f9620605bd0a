"""Benchmarks: `python -m tests.bench.NAME` prints figures; never part of the test run."""
