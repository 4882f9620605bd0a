"""Sets where half of the scale stands: prints the emergence of each profile's reference folder, which scores 50.

    python -m tests.bench.reference

The reference folder is the generator's: 16 documents, one for each name of a story of four firms, and four of noise;
the mean over five seeds and both languages. `half` in `auditor/profiles/*.toml` is that figure, rounded; changing it
bumps the profile's version.
"""

from __future__ import annotations

from statistics import fmean

from auditor import picture, profile
from extractors.extract import extract
from fixtures.generator import Plan, folder


def emergence(plan: Plan, asked: profile.Profile) -> float:
    """Give E of a generated folder."""
    files = [each for name, text in folder(plan).items() for each in extract(text.encode("utf-8"), name)]
    return picture.of(picture.corpus(files), asked).measure.emergence


def main() -> None:
    """Print the figure and what the profile says, for every bundled profile."""
    plans = [Plan(lang, 16, 1.0, 4, 4, seed) for lang in ("zh", "en") for seed in range(5)]  # type: ignore[arg-type]
    for name in profile.bundled():
        asked = profile.shipped(name)
        values = [emergence(plan, asked) for plan in plans]
        print(f"{name:20} reference {fmean(values):.2f} ({min(values):.2f} to {max(values):.2f})  half {asked.half:g}")


if __name__ == "__main__":
    main()
