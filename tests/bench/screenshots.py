"""Makes the README's pictures: page one of the sample's report in both languages, `python -m tests.bench.screenshots`.

Needs Debian's chromium (`apt-get install chromium fonts-noto-cjk`). The folder is called by the group's name in the
picture; everything else is a real audit of fixtures/sample, masked, with a key of its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from auditor.commands import auditing, console
from auditor.reports.discover import reports
from auditor.reports.json import loads

ROOT = Path(__file__).resolve().parents[2]
FOLDER = {"zh": "稀土加工交流群 文件", "en": "Rare-earth processors’ group, shared files"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1180, 780  # page one: markings, headline, shortlist
MOST_BYTES = 300_000


def main() -> int:
    """Audit the sample in both languages and take a picture of each report's first page."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print("no chromium found; apt-get install chromium")
        return 2
    with tempfile.TemporaryDirectory() as work:
        for lang in FOLDER:
            picture = ROOT / ".github" / f"report-{lang}.png"
            _take(browser, _page(Path(work), lang), picture)
            print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size:,} bytes")
            if picture.stat().st_size > MOST_BYTES:
                print(f"larger than {MOST_BYTES:,} bytes")
                return 1
    return 0


def _page(work: Path, lang: str) -> Path:
    """Audit the sample and give its report, with the group's name instead of this machine's path."""
    out = work / lang
    words = ["audit", str(ROOT / "fixtures" / "sample"), "--out", str(out), "--state", str(work / "state")]
    ended = _run([*words, "--profile", auditing.SAMPLE_PROFILE, "--lang", lang])
    if ended not in (console.OK, console.ABOVE, console.UNREAD):
        raise SystemExit(ended)
    audit = replace(loads((out / "audit.json").read_text("utf-8")), folder=FOLDER[lang])
    page = reports()["html"].render(audit, lang)
    (out / "report.html").write_text(page if isinstance(page, str) else page.decode("utf-8"), "utf-8")
    return out / "report.html"


def _run(words: Sequence[str]) -> int:
    start = [sys.executable, "-c", "from auditor.cli import main; main()"]
    return subprocess.run([*start, *words], check=False, stdout=subprocess.DEVNULL).returncode


def _take(browser: str, page: Path, picture: Path) -> None:
    picture.parent.mkdir(exist_ok=True)
    profile = page.parent / "browser"
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}",
         f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={picture}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
