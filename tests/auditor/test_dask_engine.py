"""The Dask engine, on a real cluster of this machine: the same audit, nothing in the clear, nothing left behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from auditor import store
from auditor.commands import auditing
from auditor.engines import cluster
from auditor.engines.batches import read
from auditor.folder import FoundFile, walk
from extractors.guard import Guard
from extractors.model import Limits, Problem
from tests.auditor.notices.servers import certificate

KilledWorker = pytest.importorskip("distributed").KilledWorker
DaskEngine = pytest.importorskip("auditor.engines.dask").DaskEngine
ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 120.0
NAMES = ("云岭精工", "东屏装备", "Halloran", "Vindmark")
TEXTS = {
    "纪要/四月.txt": "云岭精工有限公司月产 2450 台，订单号 PO-2026-0417 由东屏装备有限公司承接。\n",
    "price.csv": "supplier,item,price\nHalloran Ltd,PO-2026-0417 pump,310 EUR\n",
    "mail.txt": "Vindmark GmbH takes the pumps of order PO-2026-0417 from Halloran Ltd in May 2026.\n",
    "old/空.txt": "",
}


@dataclass
class Cluster:
    """A scheduler with its workers, each a process of its own."""

    place: Path
    options: Sequence[str] = ()
    wrapped: Sequence[str] = ()
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> Cluster:
        try:
            self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
            self._await(self.file.exists)
            for _ in range(2):
                self.worker()
            self._await(lambda: self.log.count("Registered to:") >= 2)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(WAIT_S)

    @property
    def file(self) -> Path:
        return self.place / "scheduler.json"

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text())["address"]).partition("://")[2]

    @property
    def log(self) -> str:
        return (self.place / "log").read_text("utf-8", "replace")

    def worker(self) -> None:
        self._start("dask_worker", "--nworkers", "1", "--nthreads", "1", "--local-directory", str(self.place / "disk"),
                    wrapped=self.wrapped)  # fmt: skip

    def _start(self, program: str, *options: str, wrapped: Sequence[str] = ()) -> None:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--scheduler-file", str(self.file),
                   "--no-dashboard", *options, *self.options]  # fmt: skip
        with (self.place / "log").open("ab") as log:
            started = subprocess.Popen(
                [*wrapped, *command], stdout=log, stderr=log, env=os.environ | self.environment, cwd=ROOT
            )
        self.processes.append(started)

    def _await(self, there: object) -> None:
        end = time.monotonic() + WAIT_S
        while not there():  # type: ignore[operator]
            assert time.monotonic() < end, self.log[-2000:]
            time.sleep(0.1)


def folder_in(place: Path, copies: int = 1) -> Path:
    made = place / "group"
    for number in range(copies):
        for name, content in TEXTS.items():
            path = made / (f"{number}" if copies > 1 else "") / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content.replace("2450", str(2450 + number)), "utf-8")
            os.utime(path, (1_770_000_000, 1_770_000_000))
    return made


def audit(folder: Path, out: str, *options: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    state = folder.parent / f"state-{out}"
    store.write(state / "key", bytes(32))
    words = ["audit", str(folder), "--out", str(folder.parent / out), "--state", str(state), "--lang", "en", *options]
    command = [sys.executable, "-c", f"from auditor import cli; cli.main({words!r})"]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | environment, cwd=ROOT)


def audit_json(folder: Path, out: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder.parent / out / "audit.json").read_bytes())
    assert found.pop("taken_at")
    return found


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


def children(program: str = "child.serve") -> set[int]:
    """Give the processes that read for a worker of this test's cluster."""
    found = set()
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if program in each.read_bytes().decode("utf-8", "replace"):
                found.add(int(each.parent.name))
        except OSError:
            continue
    return found


def test_the_audit_is_byte_for_byte_that_of_this_machine(running: Cluster, tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    here, there = audit(folder, "here"), audit(folder, "there", "--engine", f"dask://{running.address}")
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    assert audit_json(folder, "there") == audit_json(folder, "here")
    assert there.stdout.replace(b"/there/", b"/here/") == here.stdout


def test_what_workers_leave_on_disk_and_in_logs_names_nothing(running: Cluster, tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    assert audit(folder, "there", "--engine", f"dask://{running.address}").returncode in {0, 1, 3}
    left = running.log.encode() + b"".join(p.read_bytes() for p in (running.place / "disk").rglob("*") if p.is_file())
    for word in (*NAMES, "PO-2026-0417", "四月", "price.csv", str(folder)):
        assert word.encode() not in left, word


def test_a_request_says_nothing_of_itself(tmp_path: Path) -> None:
    files = walk(folder_in(tmp_path))
    asked = cluster.request("s", bytes(32), files, Limits())
    for said in (repr(asked), str(asked), asked.sealed.decode("latin-1")):
        assert "四月" not in said
        assert "price" not in said
        assert "00000000" not in said


def test_a_worker_answers_what_this_machine_reads(tmp_path: Path) -> None:
    listed = walk(folder_in(tmp_path))
    gone = FoundFile("g.txt", tmp_path / "group/g.txt", 3, status="unread", problems=(Problem("unreadable", "why"),))
    files, limits = [*listed, gone], Limits(wall_s=30.0)
    sealed = cluster.answer(cluster.request("mine", bytes(32), files, limits))
    cluster.ended("mine")
    isolation, found = cluster.told(bytes(32), sealed)
    with Guard(limits) as guard:
        assert found == read(files, guard)
        assert isolation == guard.isolation


def test_a_worker_that_is_killed_costs_no_file(running: Cluster, tmp_path: Path) -> None:
    folder = folder_in(tmp_path, copies=12)
    command_line = children("dask_worker") & {p.pid for p in running.processes}
    begun = len(running.log)
    job = subprocess.Popen(
        [sys.executable, "-c", "import sys; from tests.auditor import test_dask_engine as t; from pathlib import Path;"
         "sys.exit(t.audit(Path(sys.argv[1]), 'there', '--engine', sys.argv[2]).returncode)",
         str(folder), f"dask://{running.address}"], cwd=ROOT, env=os.environ,
    )  # fmt: skip
    end = time.monotonic() + WAIT_S
    while "'sees'" not in running.log[begun:]:  # from now on files are read
        assert time.monotonic() < end
        time.sleep(0.05)
    os.kill(min(command_line), signal.SIGKILL)
    running.worker()
    assert job.wait(120) in {0, 1, 3}
    assert audit(folder, "here").returncode in {0, 1, 3}
    assert audit_json(folder, "there") == audit_json(folder, "here")


def test_only_a_batch_that_took_its_workers_down_is_read_here(tmp_path: Path) -> None:
    files = [each for each in walk(folder_in(tmp_path)) if each.path == "price.csv"]
    engine = DaskEngine.__new__(DaskEngine)
    engine._limits = Limits(wall_s=30.0)

    def fallen(error: Exception) -> object:
        return type("Fallen", (), {"status": "error", "result": lambda self: (_ for _ in ()).throw(error)})()

    ((found,),) = engine._found(fallen(KilledWorker("task", None, 3)), files)
    assert (found.path, found.status) == ("price.csv", "read")
    with pytest.raises(TypeError):
        engine._found(fallen(TypeError("a fault")), files)


def test_readers_end_with_the_audit(running: Cluster, tmp_path: Path) -> None:
    before = children()
    assert audit(folder_in(tmp_path), "there", "--engine", f"dask://{running.address}").returncode in {0, 1, 3}
    end = time.monotonic() + WAIT_S
    while children() - before:
        assert time.monotonic() < end
        time.sleep(0.1)


def test_connections_are_protected_where_certificates_are_given(tmp_path: Path) -> None:
    pem = str(certificate(tmp_path))
    told = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": pem for name in (
        "CA_FILE", "CLIENT__CERT", "CLIENT__KEY", "SCHEDULER__CERT", "SCHEDULER__KEY", "WORKER__CERT", "WORKER__KEY",
    )}  # fmt: skip
    (tmp_path / "c").mkdir()
    folder = folder_in(tmp_path)
    with Cluster(tmp_path / "c", ["--protocol", "tls"], environment=told) as made:
        assert json.loads(made.file.read_text())["address"].startswith("tls://")
        trusted = audit(folder, "there", "--engine", f"dask://{made.address}", **told)
        stranger = audit(folder, "other", "--engine", f"dask://{made.address}")
    assert trusted.returncode in {0, 1, 3}, trusted.stderr
    assert (folder.parent / "there" / "audit.json").exists()
    assert stranger.returncode == 2
    assert b"no Dask scheduler answers" in stranger.stderr


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="needs a mount of its own")
def test_a_worker_that_sees_another_folder_is_named_before_anything_is_read(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    (tmp_path / "c").mkdir()
    hidden = ["unshare", "-m", "sh", "-c", f'mount -t tmpfs none {folder} && exec "$@"', "sh"]
    if subprocess.run([*hidden, "true"], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    with Cluster(tmp_path / "c", wrapped=hidden) as made:
        done = audit(folder, "there", "--engine", f"dask://{made.address}")
    assert done.returncode == 2
    assert b"does not see" in done.stderr
    assert not (folder.parent / "there" / "audit.json").exists()


def test_a_worker_with_another_program_is_named(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    (tmp_path / "c").mkdir()
    other = tmp_path / "other"
    other.mkdir()
    for package in ("auditor", "extractors"):
        shutil.copytree(ROOT / package, other / package, ignore=shutil.ignore_patterns("__pycache__"))
    listed = other / "extractors" / "data" / "public.txt"
    listed.write_bytes(listed.read_bytes() + b"# another list\n")
    wrapped = ["env", "-C", str(other), f"PYTHONPATH={other}"]
    with Cluster(tmp_path / "c", wrapped=wrapped) as made:
        done = audit(folder, "there", "--engine", f"dask://{made.address}")
    assert done.returncode == 2
    assert b"another version" in done.stderr


def test_the_extra_is_asked_for_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(auditing.importlib.util, "find_spec", lambda _: None)
    from auditor import cli  # noqa: PLC0415

    with pytest.raises(SystemExit) as end:
        cli.main(["audit", str(folder_in(tmp_path)), "--engine", "dask://h:1", "--lang", "en"])
    assert end.value.code == 2
    assert "aggregation-auditor[cluster]" in capsys.readouterr().err
