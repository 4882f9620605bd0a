"""The help of the command line, and what is said of a wrong call, in Chinese; English stands where a command does."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any

from rich.cells import cell_len

from auditor.reports.fold import folded

_WIDTH = 80  # columns; a terminal's usual width, for what is folded here is not folded again
_LEFT = 24  # columns of an option's name at most; a longer one has its text on the next line

# English as the commands say it, one paragraph each.
HELP: dict[str, str] = {
    # The commands
    "Says how much of a sector's picture emerges from a folder of files that each look ordinary, and which few to "
    "remove. Everything stays on this machine.":
        "说明一个文件夹拼在一起会暴露多少行业全貌，以及移除哪几份文件即可拆散它。一切只在本机进行。",
    "Exit codes: 0 at or under the target, 1 above it, 2 usage or configuration, 3 some files were not read, 4 locked "
    "by another run, 5 internal error.":
        "退出码：0 不高于目标，1 高于目标，2 用法或配置有误，3 有文件未读，4 另一个运行占用，5 内部错误。",
    "Audit a folder: score, shortlist of files to remove, and a report page; again, and only what changed is read.":
        "审计一个文件夹：得分、该移除的文件清单和报告页；再次运行时只读有变化的文件。",
    "Choose the files to remove anew: another target, number of rows, files to keep, another set, or a sector alone.":
        "重新选择要移除的文件：换目标、行数、须保留的文件、另一种办法，或只看一个板块。",
    "With --sector the score, the list and the findings are those of an audit of the files that speak of it.":
        "用 --sector 时，得分、清单和关联都等于只审计提到该板块的文件。",
    "Say what the folder would show if only some files were in it; nothing is removed.":
        "假如文件夹里只有部分文件，会看出什么；不会移除任何文件。",
    "All that is given holds at once. A file's date is what the manifest says it was shared on, else the one that the "
    "file itself gives, else that of the file system; a file without a date counts as there from the start.":
        "所给条件同时成立。文件日期先取清单中的分享日期，其次文件自身日期，再次文件系统日期；没有日期的视为一开始就在。",
    "Say what sharing files would add to an audited folder, before they are shared.":
        "在分享之前，说明这些文件会给已审计的文件夹增加什么。",
    "Show what stands behind a file, a subject or a finding.": "查看一个文件、对象或关联的依据。",
    "Write a finished audit in another form.": "把已完成的审计写成另一种形式。",
    "Write the network of an audit for Gephi and other viewers; values are masked as the audit's are.":
        "写出审计的关系网络，供 Gephi 等查看；数值按审计结果遮盖。",
    "The evidence links names, keys and files by what each source says of them. An audit does not hold these links, so "
    "the folder is looked at again; the network of findings is made from the audit alone.":
        "证据网络按每份材料所说把名称、键和文件连起来；审计不保存这些连接，所以要再看一遍文件夹；关联网络只凭审计即可得出。",
    "Decide on a finding or on files, for the audits to come; or list decisions.":
        "对关联或文件作出决定，从下次审计起生效；也可列出已有决定。",
    "Say what changed between two audits of a folder, and why.": "说明同一文件夹两次审计之间有何变化，以及原因。",
    "List the newest audits of many folders, the highest score first.": "列出很多文件夹最近一次的审计，得分高的在前。",
    "Folders with outputs of `auditor audit`, at any depth.": "含有 `auditor audit` 输出的目录，层级不限。",
    "List every audit of a folder with its score, what changed it, and a chart.":
        "列出一个文件夹的历次审计：得分、变化原因和曲线。",
    "List the sector profiles that come with the tool, print one, begin one of your own, or check one.":
        "列出自带的行业规则，查看一种，新建自己的，或检查自己的。",
    "Audit the sample folder that comes with the tool, an invented exchange group.":
        "审计自带的示例文件夹（虚构的交流群）。",
    "List the kinds of file that are read, which parts of each, by what, and what is missing here.":
        "列出能读取的文件类型、读取哪些部分、由什么读取，以及本机缺什么。",
    "Check the installation: packages, isolation of the readers, programs beside it, place of the key.":
        "检查安装：程序包、读取进程的隔离、其他程序、密钥所在。",
    "Remove what is kept about a folder, or a part of it; the folder itself is not touched.":
        "删除为一个文件夹保存的状态，或其中一部分；文件夹本身不动。",
    "Audit a folder every month, week or day, and be told when something changed.":
        "每月、每周或每天审计一个文件夹，有变化时通知您。",
    "Have a folder audited regularly; the same name again replaces the job.":
        "定期审计一个文件夹；再用同一名称则替换原任务。",
    "FOLDER is the downloaded group folder. All options of `auditor audit` may be given too (--out, --profile, "
    "--target, --keep ...); every run gets them.":
        "FOLDER 是从群里下载的文件夹。auditor audit 的各个选项（--out、--profile、--target、--keep……）也可给出，"
        "每次运行都会用上。",
    "List the jobs: when each runs next, when it last ran and how that ended.":
        "列出任务：下次何时运行，上次何时运行、结果如何。",
    "Stop auditing a folder regularly; reports and state stay.": "不再定期审计一个文件夹；报告和状态保留。",
    "Audit the folder of a job now, as its scheduler does.": "现在就按任务审计一次，如同到点运行。",
    # Arguments and options
    "Show the version and exit.": "显示版本。",
    "Show this message and exit.": "显示这份说明。",
    "The downloaded group folder; it is only read.": "从群里下载的文件夹；只读不写。",
    "Language.": "语言：zh 中文，en 英文。",
    "Where the report goes [default: audit-NAME here].": "报告写到哪里 [默认：当前位置的 audit-名称]。",
    "Where the key and the locks lie [default: per user].": "密钥和锁所在 [默认：每个用户各有一处]。",
    "A sector profile, or a .toml file of your own.": "行业规则，或您自己的 .toml 文件。",
    "The score to come down to.": "要降到的得分。",
    "Files that must stay; may be given often.": "须保留的文件（通配符）；可多次给出。",
    "Who shared what and when, who can read it.": "谁在何时分享了什么、谁能读（表格）。",
    "Decisions [default: those kept with the state].": "决定 [默认：状态中保存的]。",
    "Names that are one, or not [default: beside them].": "同名与异名 [默认：在决定旁边]。",
    "Show numbers, people and identifiers instead of codes.": "显示数字、人名和编号，而不是代号。",
    "Files read at once; 0 is one for each processor.": "同时读取的文件数；0 为每个处理器一个。",
    "Where files are read: local, or dask://HOST:PORT.": "在哪里读取文件：local 或 dask://主机:端口。",
    "Hash every file, whatever its time says.": "不论时间，核对每个文件的内容。",
    "Read every file anew, and keep no reading.": "每个文件都重新读取，不保存读取结果。",
    "Read pictures and scans too; needs the extra `ocr`.": "也识别图片和扫描件；须另装 ocr 组件。",
    "How names are found: standard, or accurate, which is slower.": "识别名称的方式：standard，或较慢的 accurate。",
    "A model of yours that finds names too, e.g. spacy:DIR.": "也用您自己的识别模型，如 spacy:文件夹。",
    "An output folder of `auditor audit`, or its audit.json.": "auditor audit 的输出文件夹，或其中的 audit.json。",
    "Another target than the audit's.": "另一个目标得分。",
    "So many rows, whatever the target.": "只要这么多行，不论目标。",
    "Lines of `path,cost`: what a removal costs.": "每行“路径,代价”：移除的代价。",
    "The set to list: fewest, least-loss or oldest (first by date).":
        "列出哪种办法：fewest 断开最多，least-loss 损失最小，oldest 先旧后新。",
    "Let a file stay where taking out a part of it is enough.": "删去一部分就够的文件可保留。",
    "Form of the list.": "清单的形式。",
    "Only the files that speak of this sector, by its number or id.": "只看提到这个板块的文件：给序号或 id。",
    "The profile of the audit, where it was a file of your own.": "审计所用的规则（若是您自己的文件）。",
    "Files that are imagined gone; may be given often.": "假定已移除的文件；可多次给出。",
    "Only these files stay; may be given often.": "只留下这些文件；可多次给出。",
    "Only files dated earlier stay, e.g. 2026-05 or 2026-05-06.": "只留下更早的文件，如 2026-05 或 2026-05-06。",
    "Only files dated on this day or later stay.": "只留下这一天及以后的文件。",
    "Form of what is said.": "结果的形式。",
    "Files that somebody wants to share.": "准备分享的文件。",
    "A path, a name, or a finding's id.": "路径、名称，或关联的编号。",
    "Form.": "形式。",
    "Where it goes [default: printed].": "写到哪里 [默认：显示出来]。",
    "Form of the network.": "网络的形式。",
    "What the network is of.": "哪种网络：evidence 证据，findings 关联。",
    "Where it goes; for csv a folder of two tables [default: printed].":
        "写到哪里；csv 是放两个表的文件夹 [默认：显示出来]。",
    "Only what takes part in findings.": "只要参与关联的部分。",
    "A finding's id, files, or a row of the shortlist.": "关联的编号、文件，或清单的一行。",
    "remove, redact, accept, false-positive or cannot-act.":
        "remove 移除、redact 脱敏、accept 接受、false-positive 误报、cannot-act 无法处理。",
    "Why; quote nothing from the files.": "理由；不要引用文件内容。",
    "Who answers for it; an acceptance needs one.": "由谁负责；接受时必填。",
    "The day it ends [default: in 90 days; a removal 30].": "到期日 [默认：90 天后；移除为 30 天后]。",
    "List decisions: in force, expired, without object.": "列出决定：有效、到期、已无对象。",
    "Take this decision back.": "撤销这一决定。",
    "Another audit of the same folder.": "同一文件夹的另一次审计。",
    "Form of the changes.": "变化的形式。",
    "Write a page with a chart here, too.": "另写一个带曲线的网页。",
    "A profile to print; or `new` to write one to fill in, or `check` to say what is wrong with one.":
        "要查看的规则；或 new 新建一份供填写，或 check 检查有何问题。",
    "The .toml file to write or to check.": "要写出或检查的 .toml 文件。",
    "The audited folder; it may be gone from the disk.": "审计过的文件夹；可以已不在磁盘上。",
    "Only this run of the history.": "只删这一次运行。",
    "Only what is older than so many days.": "只删早于这么多天的。",
    "The state of all folders; the key stays.": "所有文件夹的状态；密钥保留。",
    "Decisions and aliases too.": "连同决定和同名表。",
    "Do not ask.": "不再询问。",
    "How often.": "多久一次：monthly 每月，weekly 每周，daily 每天。",
    "Time of day, by the clock of this machine.": "几点，按本机时钟。",
    "Day of the month, 1 to 28, or of the week, 1 (Monday).": "每月几号（1–28），或星期几（1 为星期一）。",
    "What starts the runs.": "由什么启动。",
    "Name of the job.": "任务名称。",
    "A TOML file with a [[notice]] table for each place that notices go to.":
        "TOML 文件，每个通知去处一个 [[notice]] 表。",
    "Let notices name findings and files; they give counts alone.": "通知可写出关联和文件名；默认只有数目。",
    "How far the score has to move for a notice.": "得分变动多少才通知。",
    "Print what would be written; nothing is changed.": "只显示将写出的内容，不作改动。",
    "Write the scheduler's files there, to be put in place by hand.": "把定时文件写到那里，由您自己安装。",
    "Where the jobs, the key and the locks lie [default: per user].": "任务、密钥和锁所在 [默认：每个用户各有一处]。",
    "The job's name, as `auditor schedule status` lists it.": "任务名称，见 auditor schedule status。",
    "Send the notices even where nothing changed, to try them.": "没有变化也发出通知，用于试发。",
}  # fmt: skip

# What the framework adds to a text.
_USAGE = "用法："
# What a value has to be, as the framework says it.
_VALUES = (
    (r".*less than or equal to (\S+)", "应不大于 {}"), (r".*greater than or equal to (\S+)", "应不小于 {}"),
    (r".*valid (?:integer|number).*()", "应为数字"), (r"Option '[^']+' requires an argument\.?()", "后面要写上值"),
    (r"Option '[^']+' does not take a value\.?()", "后面不能写值"),
    (r"\w+ ('.*') is not readable\.?", "没有读取 {} 的权限"), (r"\w+ ('.*') is not writable\.?", "没有写入 {} 的权限"),
    (r"\w+ ('.*') does not exist\.?", "{} 不存在"), (r"\w+ ('.*') is a file\.?", "{} 是文件，不是文件夹"),
    (r"\w+ ('.*') is a directory\.?", "{} 是文件夹，不是文件"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)\.?", "多出参数 {}；含空格的名称要加引号"),
)  # fmt: skip
_QUOTED = re.compile(r"'([^']*)'")
_WORDS = (("[required]", "[必填]"), ("[default: ", "[默认："), ("(of the system)", "随系统"))


def translate(command: Any) -> None:
    """Have a command, and those below it, give help and usage in Chinese."""
    command.get_help = lambda ctx: "\n".join(_page(command, ctx))
    command.get_usage = lambda ctx: _usage(command, ctx)
    for below in getattr(command, "commands", {}).values():
        translate(below)


def paragraphs(text: str) -> list[str]:
    """Give the paragraphs of a help, each in one line; those that are Chinese already are not said again."""
    found = (" ".join(each.split()) for each in inspect.cleandoc(text).split("\n\n"))
    return [each for each in found if each and each not in HELP.values()]


def complaint(error: Any) -> str:
    """Say in Chinese what is wrong with a call, with the usage of the command and where its help is.

    Args:
        error: What the framework raised; it knows its message, and mostly its context and parameter.
    """
    ctx, whole = getattr(error, "ctx", None), str(error.format_message())
    if whole.startswith(_USAGE):  # a call without a command is answered by the help
        return whole
    said = [ctx.get_usage(), f"用 {ctx.command_path} --help 查看说明。", ""] if ctx is not None else []
    return "\n".join((*said, _wrong(error)))


def _wrong(error: Any) -> str:
    """Say what is wrong: an option or command that does not exist, a value, something missing; else the message."""
    message, param = str(error.format_message()), getattr(error, "param", None)
    near = "、".join(getattr(error, "possibilities", None) or _QUOTED.findall(message.partition("Did you mean")[2]))
    hint = f"；是否要用 {near}" if near else ""
    if option := getattr(error, "option_name", ""):
        return (
            f"错误：没有选项 {option}{hint}" if message.startswith("No such") else f"错误：{option} {_wanted(message)}"
        )
    if match := re.match(r"No such command '(.*?)'\.", message.partition(" Did you mean")[0].rstrip(".") + "."):
        return f"错误：没有命令 {match[1]}{hint}"
    if message.startswith("Missing ") and param is not None:
        return f"错误：缺少 {_shown(param)}"
    if param is not None:
        return f"错误：{_shown(param)} 的值不可用：{_wanted(error.message)}"
    return f"错误：{_wanted(message)}"


def _wanted(message: str) -> str:
    """Say what a value has to be; what is not known stays as the framework says it."""
    if known := _QUOTED.findall(message.partition("is not one of")[2]):
        return f"可用 {'、'.join(known)}"
    found = ((re.fullmatch(english, message), chinese) for english, chinese in _VALUES)
    return next((chinese.format(match[1]) for match, chinese in found if match), message)


def _shown(param: Any) -> str:
    """Give an option by its longest name, an argument by its word in the usage."""
    options = [name for name in getattr(param, "opts", ()) if name.startswith("-")]
    return max(options, key=len) if options else str(getattr(param, "metavar", None) or param.name).upper()


def _usage(command: Any, ctx: Any) -> str:
    return " ".join((_USAGE + ctx.command_path, *command.collect_usage_pieces(ctx)))


def _page(command: Any, ctx: Any) -> Iterator[str]:
    """Give the lines of a command's help."""
    yield _usage(command, ctx)
    for paragraph in paragraphs(command.help or ""):
        yield ""
        yield from (f"  {line}" for line in folded(_said(paragraph), _WIDTH - 2))
    for title, names in (("参数", _records(command, ctx, "argument")), ("选项", _records(command, ctx, "option"))):
        yield from _table(title, names)
    if hasattr(command, "list_commands"):
        found = ((name, command.get_command(ctx, name)) for name in command.list_commands(ctx))
        yield from _table("命令", [(name, _said(paragraphs(below.help or "")[0])) for name, below in found])
    for paragraph in paragraphs(command.epilog or ""):
        yield ""
        yield from (f"  {line}" for line in folded(_said(paragraph), _WIDTH - 2))


def _records(command: Any, ctx: Any, kind: str) -> list[tuple[str, str]]:
    """Give names and texts of a command's parameters of one kind, as they are shown."""
    params = (param for param in command.get_params(ctx) if param.param_type_name == kind)
    return [(name, _said(text)) for name, text in filter(None, (param.get_help_record(ctx) for param in params))]


def _said(text: str) -> str:
    """Give one text in Chinese; what stands in brackets behind it was put there by the framework."""
    text = " ".join(text.split())
    bare, behind = text, ""
    while bare not in HELP and (match := re.fullmatch(r"(.*?)\s*(\[[^\[\]]*\])", bare)):
        bare, behind = match[1], f" {match[2]}{behind}"
    for english, chinese in _WORDS:
        behind = behind.replace(english, chinese)
    return HELP.get(bare, bare) + behind


def _table(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Give names with their texts beside them, under a title; nothing where there are none."""
    rows = list(rows)
    if not rows:
        return
    yield ""
    yield f"{title}："
    left = min(_LEFT, max(cell_len(name) for name, _ in rows)) + 2
    for name, text in rows:
        lines = folded(text, _WIDTH - left - 2)
        if cell_len(name) + 2 > left:
            yield f"  {name}"
        else:
            yield f"  {name}{' ' * (left - cell_len(name))}{lines.pop(0)}".rstrip()
        yield from (f"  {' ' * left}{line}" for line in lines)
