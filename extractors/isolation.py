"""What a process can be kept from, as far as the kernel at hand allows it: network, writing, resources, orphanhood.

Each function shuts one door of the process that calls it and says whether the door is shut. None of them needs rights
beyond the user's own, and none can be taken back. On systems other than Linux only the limits on resources hold.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import struct
import sys
from typing import Any

if sys.platform != "win32":
    import resource

LINUX = sys.platform.startswith("linux")
# linux/sched.h
NEW_MOUNTS, NEW_IPC, NEW_USER, NEW_PROCESSES, NEW_NETWORK = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
# linux/landlock.h
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _MAKE_SOCKET = 1, 1 << 1, 1 << 2, 1 << 3, 1 << 9
# linux/audit.h, and of each architecture the numbers of `socket` and `io_uring_setup`, which can open sockets as well.
_ARCHITECTURES = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}


def libc() -> Any:
    """Give the C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Have the system kill this process when the thread that started it ends. A fork does not inherit that."""
    if LINUX:
        with contextlib.suppress(OSError, AttributeError):
            libc().prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG


def without_network() -> bool:
    """Leave the network: a name space of our own has no way out; else sockets are refused to the process.

    Needs a process of one thread. Where neither can be had (old kernels, other systems) the network stays in reach.
    """
    if not LINUX:
        return False
    with contextlib.suppress(OSError, AttributeError):
        c = libc()
        if c.unshare(NEW_USER | NEW_NETWORK) == 0 or c.unshare(NEW_NETWORK) == 0:
            return True
    return without_sockets()


def without_sockets() -> bool:
    """Have the kernel refuse every socket but local ones, by a seccomp filter."""
    known = _ARCHITECTURES.get(platform.machine()) if LINUX else None
    if known is None or sys.maxsize < 1 << 32:
        return False
    architecture, socket, ring = known
    refuse, allow, kill = 0x00050000 | 1, 0x7FFF0000, 0x80000000  # linux/seccomp.h; 1 is EPERM
    load, equal, above, give = 0x20, 0x15, 0x25, 0x06  # linux/bpf_common.h: LD|W|ABS, JMP|JEQ|K, JMP|JGT|K, RET|K
    program = b"".join(
        struct.pack("<HBBI", *step)
        for step in (
            (load, 0, 0, 4), (equal, 1, 0, architecture), (give, 0, 0, kill),
            (load, 0, 0, 0), (above, 4, 0, 0x40000000), (equal, 3, 0, ring), (equal, 0, 3, socket),
            (load, 0, 0, 16), (equal, 1, 0, 1), (give, 0, 0, refuse), (give, 0, 0, allow),
        )
    )  # fmt: skip
    with contextlib.suppress(OSError, AttributeError):
        c, held = libc(), ctypes.create_string_buffer(program)
        filtered = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(held)))
        c.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS, which a filter asks for
        return bool(c.prctl(22, 2, filtered, 0, 0) == 0)  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
    return False


def without_writing(*, room: str = "", programs: bool = False, sockets: str = "") -> bool:
    """Give up the right to write, create or remove any file, by Landlock where the kernel has it.

    Args:
        room: A folder in which everything stays allowed; what is thrown away may then be thrown away as well.
        programs: Whether programs may still be started.
        sockets: A folder in which sockets may be made, and nothing else.
    """
    if not LINUX:
        return False
    with contextlib.suppress(OSError, AttributeError):
        c = libc()
        version = c.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
        if version < 1:
            return False
        every = (1 << (13 + (version >= 2) + (version >= 3))) - 1  # later versions know more rights
        kept = _READ_FILE | _READ_DIR | (_EXECUTE if programs else 0)
        # Later versions also refuse TCP, and signals and abstract sockets to whoever is not shut in with this process.
        wish = struct.pack("<3Q", every & ~kept, 3, 3)[: 24 if version >= 6 else 16 if version >= 4 else 8]
        held = ctypes.create_string_buffer(wish, len(wish))
        ruleset = c.syscall(_CREATE_RULESET, held, ctypes.c_size_t(len(wish)), ctypes.c_uint32(0))
        if ruleset < 0:
            return False
        try:
            if room:
                _allow(c, ruleset, room, every & ~kept)
                _allow(c, ruleset, os.devnull, every & _WRITE_FILE)
            if sockets:
                _allow(c, ruleset, sockets, _MAKE_SOCKET)
            c.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS, which Landlock asks for
            return bool(c.syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
        finally:
            os.close(ruleset)
    return False


def read_only_view() -> bool:
    """See every file system as read-only from here on, in a name space of mounts of our own.

    What a kernel without Landlock has instead; needs a process of one thread that left the network by a name space.
    """
    if not LINUX:
        return False
    with contextlib.suppress(OSError, AttributeError):
        c = libc()
        return bool(c.unshare(NEW_MOUNTS) == 0) and _read_only(c)
    return False


def _allow(c: Any, ruleset: int, folder: str, rights: int) -> None:
    place = os.open(folder, os.O_PATH | os.O_CLOEXEC)  # Linux alone has them
    rule = ctypes.create_string_buffer(struct.pack("<Qi", rights, place))
    try:
        c.syscall(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint32(0))
    finally:
        os.close(place)


def own_room(folder: str, size_bytes: int) -> bool:
    """Move into name spaces of our own: every file read-only, `folder` an empty one in memory that no one else sees.

    The next process that is forked is the first of a name space of processes: with it everything that it started
    ends. Needs a process of one thread, and kernel 5.12. False where the system refuses it; then the process may be
    half inside, and is good for nothing but to end.
    """
    if not LINUX:
        return False
    with contextlib.suppress(OSError, AttributeError):
        c, user, group = libc(), os.getuid(), os.getgid()
        spaces = NEW_MOUNTS | NEW_IPC | NEW_PROCESSES | NEW_NETWORK
        if c.unshare(NEW_USER | spaces) == 0:
            maps = {"setgroups": "deny", "uid_map": f"{user} {user} 1", "gid_map": f"{group} {group} 1"}
            for name, line in maps.items():
                with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                    file.write(line)
        elif c.unshare(spaces) != 0:
            return False
        return _read_only(c) and _memory_room(c, folder, size_bytes)
    return False


def _read_only(c: Any) -> bool:
    """Make every mount private to the name space, and read-only."""
    if c.mount(None, b"/", None, ctypes.c_ulong(0x44000), None) != 0:  # MS_REC | MS_PRIVATE
        return False
    wish = ctypes.create_string_buffer(struct.pack("<4Q", 1, 0, 0, 0))  # MOUNT_ATTR_RDONLY
    return bool(c.syscall(442, -100, b"/", ctypes.c_uint(0x8000), wish, ctypes.c_size_t(32)) == 0)  # AT_RECURSIVE


def _memory_room(c: Any, folder: str, size_bytes: int) -> bool:
    wish = f"size={size_bytes},mode=700,nr_inodes=100k".encode()
    flags = ctypes.c_ulong(2 | 4)  # MS_NOSUID | MS_NODEV
    return bool(c.mount(b"scratch", os.fsencode(folder), b"tmpfs", flags, wish) == 0)


def own_processes() -> bool:
    """Show this name space's own processes under /proc: for its first process, behind `own_room`.

    A program built on GNUstep (unar) reads its arguments there, and ends where it does not find itself.
    """
    with contextlib.suppress(OSError, AttributeError):
        flags = ctypes.c_ulong(2 | 4 | 8)  # MS_NOSUID | MS_NODEV | MS_NOEXEC
        return bool(libc().mount(b"proc", b"/proc", b"proc", flags, None) == 0)
    return False


def without_privileges() -> None:
    """Give up, for every program that is started from here, what a name space of our own would let its owner do."""
    if LINUX:
        with contextlib.suppress(OSError, AttributeError):
            c = libc()
            for right in range(64):
                c.prctl(24, right, 0, 0, 0)  # PR_CAPBSET_DROP
            c.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS


def address_bytes() -> int:
    """Give the address space in use now; 0 where the system does not say."""
    return _pages(0)


def peak_address_bytes() -> int:
    """Give the most address space that this process ever had in use; 0 where the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/status", encoding="utf-8") as file:
        return next((int(line.split()[1]) << 10 for line in file if line.startswith("VmPeak:")), 0)
    return 0


def resident_bytes() -> int:
    """Give the size in memory now; 0 where the system does not say."""
    return _pages(1)


def _pages(column: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[column]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def threads() -> int:
    """Give the number of threads that the system counts; 0 where it does not say."""
    with contextlib.suppress(OSError):
        return len(os.listdir("/proc/self/task"))
    return 0


def limited(**wanted: int) -> bool:
    """Set limits of this process by their names (`AS=`, `CPU=`, ...); True when all of them hold."""
    if sys.platform == "win32":
        return False
    reached = 0
    for name, value in wanted.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            which = getattr(resource, f"RLIMIT_{name}")
            _, hard = resource.getrlimit(which)
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(which, (most, most))
            reached += 1
    return reached == len(wanted)


def narrowed(name: str, value: int) -> int:
    """Set a limit of this process for the time being: it may be raised again up to the one that was set for good.

    Returns:
        The limit that holds now; `value` where the system has no such limit.
    """
    if sys.platform != "win32":
        with contextlib.suppress(ValueError, OSError, AttributeError):
            which = getattr(resource, f"RLIMIT_{name}")
            _, hard = resource.getrlimit(which)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(which, (value, hard))
    return value
