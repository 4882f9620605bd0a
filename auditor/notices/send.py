"""Sends a notice to every target, each within a deadline; a server's faults are told, never passed on."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.notices.channel import Failed, Moment
from auditor.notices.letter import Letter
from auditor.notices.targets import Target, filled


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited: for one answer, and for one target with all its attempts.

    The second ends what sockets' timeouts never end: a server that sends a byte now and then.
    """

    answer_s: float
    target_s: float


PATIENCE = Patience(answer_s=10.0, target_s=45.0)


def sent(
    letter: Letter, targets: Iterable[Target], now_s: float, patience: Patience = PATIENCE
) -> Iterator[tuple[Target, Failed | None]]:
    """Send a letter to each target in turn, and give for each why it was not delivered, or None.

    Nothing is raised whatever a server does, and nothing is waited for beyond the deadline of each.
    """
    for target in targets:
        yield target, _outcome(letter, target, Moment(now_s, patience.answer_s), patience.target_s)


def _outcome(letter: Letter, target: Target, moment: Moment, deadline_s: float) -> Failed | None:
    found: list[Failed | None] = []

    def deliver() -> None:
        try:
            target.channel.deliver(filled(target), letter, moment)
            found.append(None)
        except Failed as failed:
            found.append(failed)
        except Exception as error:  # noqa: BLE001  an audit that is done must not end over its notice
            found.append(Failed("unforeseen", type(error).__name__))

    # Timeouts of sockets hold for one read each; only a thread that may be left behind gives a limit for the whole.
    worker = threading.Thread(target=deliver, daemon=True, name=f"notice {target.channel.kind}")
    worker.start()
    worker.join(deadline_s)
    return found[0] if found else Failed("timeout")
