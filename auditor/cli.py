"""The command line: lists the commands, and turns whatever ends one into a documented exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
import typer.core
import typer.main

from auditor import threads  # noqa: F401  for what it sets before numpy is loaded
from auditor.commands import (
    auditing,
    checking,
    chinese,
    choosing,
    comparing,
    deciding,
    exporting,
    imagining,
    installation,
    overviewing,
    purging,
    scheduling,
    showing,
)
from auditor.commands.console import (
    ABOVE,
    HELP_WIDTH,
    INTERNAL,
    INTERRUPTED,
    USAGE,
    Lang,
    asked_language,
    err,
    out,
    reason,
    say,
)
from auditor.commands.reading import DISTRIBUTION
from auditor.messages import text
from auditor.reports.clean import clean

OURS = {"auditor", "extractors", "commands"}
COMMANDS: tuple[Callable[..., None], ...] = (
    auditing.audit,
    choosing.shortlist,
    imagining.what_if,
    checking.check,
    showing.explain,
    showing.report,
    exporting.graph,
    deciding.decide,
    comparing.diff,
    comparing.history,
    overviewing.overview,
    showing.profiles,
    auditing.demo,
    showing.formats,
    installation.doctor,
    purging.purge,
)
GROUPS: tuple[typer.Typer, ...] = (scheduling.schedule,)


class _Interrupted(Exception):  # noqa: N818  says what happened
    """Ctrl-C, on its way to `main` past the framework, which would end silently."""


class _Commands(typer.core.TyperGroup):
    """The commands; Ctrl-C reaches `main`."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises:
            _Interrupted: Ctrl-C.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _Interrupted from None


app = typer.Typer(
    name="auditor", cls=_Commands, add_completion=False, no_args_is_help=True, rich_markup_mode=None,
    pretty_exceptions_enable=False, context_settings={"max_content_width": HELP_WIDTH},
    help="Says how much of a sector's picture emerges from a folder of files that each look ordinary, and which few to "
    "remove. Everything stays on this machine.\n\n"
    "说明一个文件夹拼在一起会暴露多少行业全貌，以及移除哪几份文件即可拆散它。一切只在本机进行。",
    epilog="Exit codes: 0 at or under the target, 1 above it, 2 usage or configuration, 3 some files were not read, "
    "4 locked by another run, 5 internal error.",
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"auditor {metadata.version(DISTRIBUTION)}", markup=False)
        raise typer.Exit


@app.callback()
@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options before any command; each acts by its own callback."""


for _command in COMMANDS:
    app.command(_command.__name__.replace("_", "-"))(_command)
for _group in GROUPS:
    app.add_typer(_group)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends with one of the documented exit codes, never with a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no Chinese shows a mark instead
            stream.reconfigure(errors="replace")
    try:
        if asked_language(given) is Lang.zh:
            _in_chinese(given)
        app(given, prog_name="auditor", standalone_mode=True)
    except (KeyboardInterrupt, _Interrupted):
        say(text("cli.interrupted", asked_language(given)))
        sys.exit(INTERRUPTED)
    except Exception as error:  # the last line of defence: says what it is, and where
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        sys.exit(_unforeseen(error, asked_language(given)))
    finally:
        if arguments is None:
            gc.freeze()  # the process ends: it would look for circular rubbish through all that is still held


def _in_chinese(given: Sequence[str]) -> NoReturn:
    """Run with help and complaints in Chinese, which the framework has not."""
    command = typer.main.get_command(app)
    chinese.translate(command)
    try:
        code = command.main(given, prog_name="auditor", standalone_mode=False)
    except typer.Abort:
        say(text("cli.aborted", Lang.zh))
        sys.exit(ABOVE)  # as the framework does
    except Exception as error:
        if not hasattr(error, "format_message"):  # a complaint of the framework's about the call
            raise
        say(chinese.complaint(error))
        sys.exit(USAGE)
    sys.exit(code if isinstance(code, int) else 0)


def _unforeseen(error: Exception, lang: Lang) -> int:
    """Tell a disk's refusal, which names its file, from a fault of the program."""
    if isinstance(error, OSError) and error.filename is not None:
        path = clean(os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename))
        err.print(text("cli.cannot_use", lang, path=path, why=reason(error, lang)), markup=False, style="red")
        return USAGE
    err.print(text("cli.internal", lang, where=_where(error)), markup=False, style="red")
    return INTERNAL


def _where(error: BaseException) -> str:
    """Name an error by its class and place in our code; its message might quote a document."""
    frames = traceback.extract_tb(error.__traceback__)
    last = next((f for f in reversed(frames) if OURS.intersection(Path(f.filename).parts[-4:-1])), frames[-1])
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"


__all__ = ["app", "main"]
