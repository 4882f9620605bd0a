"""`auditor explain`, `report`, `profiles`, `formats`: what is known, in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor import profile, store
from auditor.commands.console import Lang, emit, fail, out, text_of
from auditor.commands.options import AuditPath, Language, ReportFile, ReportForm
from auditor.commands.places import guarded, outside
from auditor.commands.reading import asked_profile, loaded, profile_text, told_in
from auditor.messages import label, text
from auditor.reports.clean import clean
from auditor.reports.discover import reports
from extractors.model import Format

if TYPE_CHECKING:
    from extractors.means import Means

WITH_REASONS = ("html", "table", "md", "csv", "xlsx", "sarif")  # forms that hold an audit's own sentences


def explain(
    audit_path: AuditPath,
    what: Annotated[str, typer.Argument(metavar="FILE|SUBJECT|FINDING", help="A path, a name, or a finding's id.")],
    lang: Language,
) -> None:
    """Show what stands behind a file, a subject or a finding."""
    from auditor.reports import explain as explained  # noqa: PLC0415  only this command needs it

    lines = explained.about(told_in(loaded(audit_path, lang), lang), what, lang)
    if not lines:
        fail(text("cli.nothing_like", lang, what=clean(what)))
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


def report(
    audit_path: AuditPath, lang: Language, form: ReportForm = "html", to: ReportFile = None,
) -> None:  # fmt: skip
    """Write a finished audit in another form."""
    if form not in reports():
        fail(text("cli.unknown_form", lang, form=clean(form), known=", ".join(reports())))
    found = loaded(audit_path, lang)
    if form in WITH_REASONS:
        told_in(found, lang)
    if to is None:
        emit(reports()[form].render(found, lang), lang)
        return
    outside(Path(found.folder), to.resolve(), lang)
    guarded(lambda: store.write(to, reports()[form].render(found, lang)), to, lang)


def profiles(
    lang: Language,
    word: Annotated[
        str,
        typer.Argument(
            metavar="NAME|new|check",
            help="A profile to print; or `new` to write one to fill in, or `check` to say what is wrong with one.",
        ),
    ] = "",
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The .toml file to write or to check.")] = None,
) -> None:
    """List the sector profiles that come with the tool, print one, begin one of your own, or check one."""
    if word in ("new", "check"):
        if file is None:
            fail(text("profiles.which", lang, word=word))
        begin_profile(file, lang) if word == "new" else check_profile(file, lang)
        return
    if file is not None:
        fail(text("profiles.surplus", lang, word=clean(word), path=clean(str(file))))
    if word:
        emit(profile_text(asked_profile(word.removesuffix(".toml"), lang).name, lang)[0], lang)
        return
    for name in profile.bundled():
        held = profile.shipped(name)
        out.print(f"{name:20} {held.version:4} {held.labels.get(lang, name)}", markup=False)


def begin_profile(file: Path, lang: Lang) -> None:
    """Write a profile to fill in; a file that is there is never written over."""
    if file.suffix != ".toml":
        fail(text("profiles.suffix", lang, path=clean(str(file))))
    if file.exists():
        fail(text("profiles.exists", lang, path=clean(str(file))))
    guarded(lambda: store.write(file, profile.template(file.stem)), file, lang, "FILE")
    out.print(text("profiles.made", lang, path=clean(str(file))), markup=False, soft_wrap=True)


def check_profile(file: Path, lang: Lang) -> None:
    """Say all that is wrong with a profile; exit 2 where it cannot be used."""
    origin = clean(file.name)
    found = profile.remarks(text_of(file, lang), origin)
    lines = [f"{text(f'profiles.{each.grade}', lang)}  {clean(each.message(lang))}" for each in found]
    faults = sum(each.grade == "fault" for each in found)
    if faults:
        fail("\n".join([*lines, text("profiles.faulty", lang, origin=origin, n=faults)]))
    for line in [*lines, text("profiles.sound", lang, origin=origin)]:
        out.print(line, markup=False, soft_wrap=True)


def formats(lang: Language) -> None:
    """List the kinds of file that are read, which parts of each, by what, and what is missing here."""
    from extractors import means, registry  # noqa: PLC0415  loads every reader, which no other command needs here

    comma = "、" if lang == Lang.zh else ", "
    missing = [helper for helper in means.MEANS if not helper.place()]
    for module, plugin in registry.constants("extractors.formats", "FORMAT", Format).items():
        layers = comma.join(label("layer", layer, lang) for layer in plugin.layers)
        if plugin.members_are_files or not layers:
            layers = text("formats.members" if plugin.members_are_files else "formats.named", lang)
        lines = [f"{' '.join(plugin.kinds)}", layers]
        if plugin.layers or plugin.members_are_files:
            by = comma.join(means.libraries(module))
            lines.append(text("formats.by", lang, by=by) if by else text("formats.own", lang))
        lacks = [helper for helper in missing if set(helper.kinds) & set(plugin.kinds)]
        lines += [text("formats.lacks", lang, names=comma.join(helped(each, lang) for each in lacks))] if lacks else []
        out.print("\n    ".join(lines), markup=False, soft_wrap=True)
    for helper in missing:
        out.print(text("means.missing", lang, name=helped(helper, lang), cost=text(f"means.{helper.name}.cost", lang)),
                  markup=False, soft_wrap=True)  # fmt: skip
    if not missing:
        names = comma.join(helped(each, lang) for each in means.MEANS)
        out.print(text("formats.complete", lang, names=names), markup=False, soft_wrap=True)


def helped(helper: Means, lang: Lang) -> str:
    """Name something that a machine may have beside this program."""
    return text(f"means.{helper.name}", lang)
