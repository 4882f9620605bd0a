"""Each door that a process can shut, tried in a process of its own: what stood open before is shut behind it."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can shut these doors")
ROOT = Path(__file__).parents[2]
CONNECT = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9), 1)
except OSError as error:
    print(type(error).__name__)
"""
WRITE = """
try:
    open(sys.argv[1], "w").close()
    print("written")
except OSError as error:
    print(type(error).__name__)
"""


def tried(shut, then, *arguments):
    """Shut a door, where this kernel can, and say what happens then; skips where it cannot."""
    code = f"import sys\nfrom extractors import isolation\nprint(isolation.{shut})\n{then}"
    words = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    shut_at_all, *said = done.stdout.split()
    if shut_at_all != "True":
        pytest.skip("this kernel does not shut that door")
    return said


def test_without_a_door_shut_all_this_is_possible(tmp_path):
    assert tried("LINUX", CONNECT + WRITE, tmp_path / "made") == ["ConnectionRefusedError", "written"]


@pytest.mark.parametrize("shut", ["without_network()", "without_sockets()"])
def test_the_network_is_out_of_reach(shut):
    assert tried(shut, CONNECT)[0] in {"OSError", "PermissionError"}


def test_local_sockets_stay_where_sockets_are_refused():
    assert tried("without_sockets()", "import socket; socket.socket(socket.AF_UNIX).close(); print('made')") == ["made"]


@pytest.mark.parametrize("shut", ["without_writing()", "read_only_view()"])
def test_nothing_can_be_written(shut, tmp_path):
    assert tried(shut, WRITE, tmp_path / "made")[0] in {"PermissionError", "OSError"}
    assert not (tmp_path / "made").exists()


def test_nothing_can_be_started_by_whoever_may_not_write():
    then = "import os\ntry:\n os.execv('/bin/true', ['true'])\nexcept OSError as error:\n print(type(error).__name__)"
    assert tried("without_writing()", then) == ["PermissionError"]


def test_a_room_stays_open_and_so_do_programs_where_that_is_asked_for(tmp_path):
    then = WRITE + "import subprocess\nprint(subprocess.run(['/bin/true']).returncode)"
    assert tried(f"without_writing(room={str(tmp_path)!r}, programs=True)", then, tmp_path / "made") == ["written", "0"]


def test_limits_hold_and_one_for_the_time_being_can_be_raised_again():
    then = "print(isolation.narrowed('NOFILE', 10), isolation.narrowed('NOFILE', 15), isolation.narrowed('NOFILE', 99))"
    assert tried("limited(NOFILE=20, CORE=0)", then) == ["10", "15", "20"]
