"""Every word that a person reads, in Chinese and English, in one table.

Keys are `group.name`, sorted within their group. The wording keeps to one rule: the product gives review prompts,
it never says that something is classified.
"""

from __future__ import annotations

LANGUAGES = ("zh", "en")

MESSAGES: dict[str, tuple[str, str]] = {
    # What to do with a file
    "action.decide": ("请作决定", "decide"),
    "action.keep": ("保留", "keep"),
    "action.redact": ("遮盖", "redact"),
    "action.remove": ("移除", "remove"),
    "action.review": ("人工复核", "review"),
    "action.stop": ("立即撤下", "take down"),
    "action.unread": ("人工查看", "look by hand"),
    # Why a saved audit cannot be used
    "bad_audit.broken": (
        "audit.json：第 {line} 行第 {column} 列不是有效的 JSON；请重新运行 auditor audit",
        "audit.json: line {line}, column {column} is not valid JSON; run `auditor audit` again",
    ),
    "bad_audit.missing": (
        "audit.json：缺少 {where}；请重新运行 auditor audit",
        "audit.json: {where} is missing; run `auditor audit` again",
    ),
    "bad_audit.schema": (
        "audit.json：格式是 {found}，本版本读取 {expected}；请用本版本重新运行 auditor audit",
        "audit.json: the schema is {found}, this version reads {expected}; run `auditor audit` again with this version",
    ),
    "bad_audit.shape": (
        "audit.json：{where} 应为 {expected}；请重新运行 auditor audit",
        "audit.json: {where} should be {expected}; run `auditor audit` again",
    ),
    # How high a score is
    "band.high": ("高", "high"),
    "band.low": ("低", "low"),
    "band.minimal": ("很低", "minimal"),
    "band.moderate": ("中", "moderate"),
    "band.severe": ("很高", "severe"),
    # The command line
    "cli.bad_cost": ("{path}：第 {line} 行应为 路径,数字", "{path}: line {line} should be path,number"),
    "cli.bad_key": (
        "{path}：不是 32 字节的密钥；删除它，下次运行会生成新的",
        "{path}: this is no key of 32 bytes; remove it, and the next run makes a new one",
    ),
    "cli.bad_target": ("--target：应为 0 到 100 的数字", "--target: give a number from 0 to 100"),
    "cli.binary": (
        "这种形式不能显示在终端上；请用 > 写到文件里",
        "this form cannot be shown on a terminal; send it to a file with >",
    ),
    "cli.cannot_read": ("{path}：{why}；请检查路径和权限", "{path}: {why}; check the path and its permissions"),
    "cli.cannot_use": ("{path}：{why}；请检查路径和权限", "{path}: {why}; check the path and its permissions"),
    "cli.cannot_write": (
        "{path}：{why}，没有写出任何结果；请检查写入权限，或用 {option} 指定别处",
        "{path}: {why}; nothing was written. Check that you may write there, or give another folder with {option}",
    ),
    "cli.full": (
        "{path}：{why}，没有写出任何结果；请腾出空间，或用 {option} 指定别处",
        "{path}: {why}; nothing was written. Free some space or give another folder with {option}",
    ),
    "cli.other_language": (
        "提示：这次审计是用英文作的，发现和理由仍是英文；加 --lang zh 重新审计即为中文。",
        "Note: this audit was made in Chinese, and so are its findings and reasons; audit again with --lang en "
        "for English.",
    ),
    "cli.changed": (
        "注意：文件夹自那次审计后有变化，以下按现在的内容计算。",
        "Note: the folder has changed since that audit; what follows is for the folder as it is now.",
    ),
    "cli.engine": (
        "--engine {engine}：请给出 local 或 dask://主机:端口",
        "--engine {engine}: give local or dask://HOST:PORT",
    ),
    "cli.engine.clear": (
        "--engine：{where} 不在本机，且 Dask 没有配置 TLS 证书；文件内容不会未加密地经过网络。请在 Dask 配置"
        "（distributed.comm.tls）中给出 ca-file 与 client 证书，见 README",
        "--engine: {where} is not on this machine and Dask has no TLS certificates; nothing of the files goes over a "
        "network in the clear. Give ca-file and a client certificate in Dask's configuration (distributed.comm.tls), "
        "see README",
    ),
    "cli.engine.extra": (
        "--engine：缺少组件；请运行 pip install 'aggregation-auditor[cluster]'",
        "--engine: the extra is missing; run pip install 'aggregation-auditor[cluster]'",
    ),
    "cli.engine.gone": (
        "--engine：与 {where} 的连接中断，没有写出任何结果；已读的文件已保存，再次运行会接着读",
        "--engine: {where} is gone; nothing was written. What was read is kept, and the next run goes on from there",
    ),
    "cli.engine.no_scheduler": (
        "--engine：{where} 没有 Dask 调度器应答；请先启动（dask scheduler），并检查地址与证书",
        "--engine: no Dask scheduler answers at {where}; start one (dask scheduler), check address and certificates",
    ),
    "cli.engine.no_workers": (
        "--engine：{where} 的调度器没有工作进程；请先启动（dask worker {where}）",
        "--engine: the scheduler at {where} has no workers; start some (dask worker {where})",
    ),
    "cli.engine.not_seen": (
        "--engine：{where} 看到的 {folder} 与本机不同；请在每台机器上以同一路径挂载该文件夹",
        "--engine: {where} does not see {folder} as this machine does; mount the folder at the same path on every "
        "machine",
    ),
    "cli.engine.other_program": (
        "--engine：{where} 没有安装本程序，或版本、所用组件与本机不同；请在每台机器上安装同一版本",
        "--engine: {where} has not this program, or another version of it or of its libraries; install the same on "
        "every machine",
    ),
    "cli.folder.empty": (
        "{folder}：文件夹里没有文件；请确认下载已完成",
        "{folder}: there is no file in this folder; check that the download has finished",
    ),
    "cli.folder.missing": (
        "{folder}：没有这个文件夹；请给出从群里下载的文件夹",
        "{folder}: there is no such folder; give the folder that was downloaded from the group",
    ),
    "cli.folder.not_a_folder": (
        "{folder}：这不是文件夹；请先解压，或给出它所在的文件夹",
        "{folder}: this is not a folder; unpack it first, or give the folder that it lies in",
    ),
    "cli.folder.unreadable": (
        "{folder}：没有读取权限；请检查权限",
        "{folder}: this folder may not be read; check its permissions",
    ),
    "cli.folder_gone": (
        "{folder}：这次审计的文件夹已不在；审计不保存原文，请重新下载文件夹，再运行 auditor audit",
        "{folder}: the folder of this audit is gone; audits keep no text, so download it again and run `auditor audit`",
    ),
    "cli.internal": (
        "内部错误（{where}），没有写出任何结果。请带上 AUDITOR_DEBUG=1 再运行一次，并报告最后几行。",
        "Internal error ({where}); nothing was written. Run again with AUDITOR_DEBUG=1 and report the last lines.",
    ),
    "cli.interrupted": (
        "已中断，没有写出任何结果；重新运行同一命令即可。",
        "Interrupted; nothing was written. Run the same command again.",
    ),
    "cli.locked": (
        "{folder}：另一个审计正在进行；请等它结束再试",
        "{folder}: another run is auditing this folder; try again when it has finished",
    ),
    "cli.locked_by": (
        "{folder}：另一个运行正在使用它的状态（进程 {pid}，{host}，始于 {since}）；请等它结束再试",
        "{folder}: another run holds its state (process {pid} on {host}, since {since}); try again when it has ended",
    ),
    "cli.model.adapter": (
        "--model {what}：不认识这种模型；可用 {known}，写作 名称:文件夹",
        "--model {what}: no model of this kind is known; known are {known}, written NAME:DIR",
    ),
    "cli.model.broken": (
        "模型 {what} 打不开：{why}",
        "the model {what} cannot be opened: {why}",
    ),
    "cli.model.changed": (
        "{what}：这个模型与审计时的不同；请重新运行 auditor audit",
        "{what}: this is not the model of the audit any more; run `auditor audit` again",
    ),
    "cli.model.folder": (
        "{what}：本机没有这个文件夹；模型只从本机的文件夹读取，从不下载",
        "{what}: there is no such folder; models are read from folders of this machine, and never fetched",
    ),
    "cli.model.installed": (
        "没有安装 {what}；请在本程序的环境中安装它",
        "{what} is not installed; install it into the environment of this program",
    ),
    "cli.model.mark": (
        "{what}：没有这个文件；这个文件夹里没有这种模型",
        "{what}: there is no such file; the folder holds no model of this kind",
    ),
    "cli.model.unnamed": (
        "--model {what}：请写明模型所在的文件夹，如 {what}:/路径",
        "--model {what}: say in which folder the model lies, e.g. {what}:/PATH",
    ),
    "cli.aborted": ("已取消。", "Aborted."),
    "cli.accurate": (
        "--recognise accurate 需要另装：pip install 'aggregation-auditor[accurate]'",
        "--recognise accurate needs its extra: pip install 'aggregation-auditor[accurate]'",
    ),
    "cli.no_audit": (
        "{path}：没有这个文件；请给出 auditor audit 的输出文件夹或其中的 audit.json",
        "{path}: there is no such file; give an output folder of `auditor audit` or its audit.json",
    ),
    "cli.no_match": ("{pattern}：没有文件与之相符", "{pattern}: no file matches"),
    "cli.not_text": (
        "{path}：不是文本文件；请以 UTF-8 保存",
        "{path}: this is no text file; save it as UTF-8",
    ),
    "cli.nothing_like": (
        "{what}：审计里没有这样的文件、对象或关联；名称可以只写一部分",
        "{what}: the audit has no such file, subject or finding; a part of the name is enough",
    ),
    "cli.ocr": (
        "--ocr 需要另装文字识别：pip install 'aggregation-auditor[ocr]'",
        "--ocr needs the extra for character recognition: pip install 'aggregation-auditor[ocr]'",
    ),
    "cli.out_inside": (
        "{out}：不能写进被审计的文件夹，那里只读不写；请用 {option} 指定别处",
        "{out}: nothing may be written into the audited folder, which is only read; give another place with {option}",
    ),
    "cli.profile_again": (
        "这次审计用的是您自己的规则“{profile}”；请用 --profile 再给出那个 .toml 文件",
        "this audit used a profile of your own, “{profile}”; give its .toml file again with --profile",
    ),
    "cli.profile_changed": (
        "注意：审计时的规则是 {before}，以下按 {profile} 计算。",
        "Note: the audit used the profile {before}; what follows uses {profile}.",
    ),
    "cli.no_sector": (
        "审计中没有板块“{asked}”；请写 1 到 {n} 的序号，或板块的 id。",
        "The audit has no sector {asked}; give a number from 1 to {n}, or a sector's id.",
    ),
    "cli.no_sectors": (
        "审计没有划分板块；请去掉 --sector 再运行。",
        "The audit has no sectors; run the command without --sector.",
    ),
    "cli.no_set": (
        "没有找到“{set}”的办法能达到目标；以下列出断开最多的几份。",
        "No removal of this kind ({set}) was found that meets the target; what follows are the few that break most.",
    ),
    "cli.rows_of_set": (
        "--max-files 只用于断开最多的几份；与 --prefer {set} 不能同时使用",
        "--max-files goes with the few that break most only, not with --prefer {set}",
    ),
    "cli.step.findings": ("找出只有合在一起才出现的关联", "finding what appears only in combination"),
    "cli.step.names": ("识别名称并对照各文件", "recognising names across files"),
    "cli.step.read": ("读取文件", "reading files"),
    "cli.step.report": ("写报告", "writing the report"),
    "cli.step.shortlist": ("计算移除哪几份最有效", "finding the few files to remove"),
    "cli.target_or_rows": (
        "--target 与 --max-files 只能给一个",
        "give either --target or --max-files, not both",
    ),
    "cli.unknown_form": ("--format {form}：没有这种形式；可用：{known}", "--format {form}: unknown; known: {known}"),
    # Column headings
    "column.action": ("处理", "action"),
    "column.alone": ("单独可见", "alone"),
    "column.broken": ("断开的关联", "breaks"),
    "column.contribution": ("拼合贡献", "adds to the mix"),
    "column.copies": ("副本", "copies"),
    "column.date": ("日期", "date"),
    "column.evidence": ("依据", "evidence"),
    "column.file": ("文件", "file"),
    "column.files": ("文件", "files"),
    "column.flags": ("标记", "flags"),
    "column.id": ("编号", "id"),
    "column.instead": ("代替办法", "instead"),
    "column.kind": ("类型", "kind"),
    "column.known": ("已拼出", "pieced together"),
    "column.problems": ("问题", "problems"),
    "column.rank": ("序号", "rank"),
    "column.remarks": ("问题与标记", "problems and flags"),
    "column.score_after": ("之后得分", "score then"),
    "column.sector": ("板块", "sector"),
    "column.sha256": ("SHA-256", "SHA-256"),
    "column.sharer": ("分享者", "sharer"),
    "column.size": ("大小", "size"),
    "column.status": ("状态", "status"),
    "column.strength": ("强度", "strength"),
    "column.subject": ("对象", "subject"),
    "column.subjects": ("对象", "subjects"),
    "column.text": ("内容", "text"),
    "column.why": ("理由", "why"),
    # Counted things
    "count.copies.many": ("{n:,} 个副本", "{n:,} copies"),
    "count.copies.one": ("{n} 个副本", "{n} copy"),
    "count.documents.many": ("{n:,} 份文档", "{n:,} documents"),
    "count.documents.one": ("{n} 份文档", "{n} document"),
    "count.files.many": ("{n:,} 个文件", "{n:,} files"),
    "count.files.one": ("{n} 个文件", "{n} file"),
    "count.findings.many": ("{n:,} 条关联", "{n:,} findings"),
    "count.findings.one": ("{n} 条关联", "{n} finding"),
    "count.more.many": ("另有 {n:,} 个", "{n:,} more"),
    "count.more.one": ("另有 {n} 个", "{n} more"),
    "count.published.many": (
        "{n:,} 个文件是公开的标准、法规、论文或许可证",
        "{n:,} files are published standards, laws, papers or licences",
    ),
    "count.published.one": (
        "{n} 个文件是公开的标准、法规、论文或许可证",
        "{n} file is a published standard, law, paper or licence",
    ),
    "count.sectors.many": ("{n:,} 个板块", "{n:,} sectors"),
    "count.sectors.one": ("{n} 个板块", "{n} sector"),
    "count.subjects.many": ("{n:,} 个对象", "{n:,} subjects"),
    "count.subjects.one": ("{n} 个对象", "{n} subject"),
    # What was read
    "coverage.all_read": ("所有文件均已读取。", "Every file was read."),
    "coverage.line": (
        "{files}：已读 {read:,} · 部分读取 {partly:,} · 未读 {unread:,} · 跳过 {skipped:,}",
        "{files}: {read:,} read · {partly:,} partly · {unread:,} unread · {skipped:,} skipped",
    ),
    "coverage.partly": ("部分读取", "Partly read"),
    "coverage.pictures": ("{n:,} 个需用 --ocr", "{n:,} for --ocr"),
    "coverage.unread": ("未能读取，未计入得分", "Not read, so not in the score"),
    # The state of the installation
    "doctor.alone": (
        "不需要其他程序：不用浏览器，不用办公软件，不用网络。",
        "No other program is needed: no browser, no office suite, no network.",
    ),
    "doctor.deadline": ("限时", "a deadline"),
    "doctor.guard_broken": (
        "读取文件的进程无法启动；请重新安装",
        "the process that reads files does not start; install the program again",
    ),
    "doctor.isolation": ("文件在隔离的进程中读取：{kept}", "files are read in a process of their own with {kept}"),
    "doctor.key_open": (
        "{path}：其他用户可以读取密钥；请执行 chmod 600",
        "{path}: other users can read the key; run chmod 600 on it",
    ),
    "doctor.nonet": ("不能联网", "no network"),
    "doctor.nowrite": ("不能写文件", "no right to write"),
    "doctor.packages": ("程序包是本产品的", "the packages are this product's"),
    "doctor.packages_other": (
        "{path}：这里的 extractors 属于别的软件；请在单独的虚拟环境中重新安装",
        "{path}: the `extractors` here belongs to other software; install again in a virtual environment of its own",
    ),
    "doctor.rlimits": ("限内存和处理时间", "limits on memory and processor time"),
    "doctor.sound": ("正常", "ok"),
    "doctor.state_file": ("状态在 {path}，密钥是其中的 key 文件", "state lies in {path}, the key in its file `key`"),
    "doctor.state_keyring": (
        "状态在 {path}，密钥在系统钥匙串里",
        "state lies in {path}, the key in the keyring of the system",
    ),
    "doctor.unsound": ("有问题", "PROBLEM"),
    "doctor.without": ("没有", "without"),
    "doctor.without.nonet": (
        "本系统不能禁止读取文件的进程联网：恶意文件若攻破读取程序，可以把内容发出去；请断网审计",
        "this system does not keep the reading processes from the network: a hostile file that breaks a reader could "
        "send what it reads; audit offline",
    ),
    "doctor.without.nowrite": (
        "本系统不能禁止读取文件的进程写文件：恶意文件若攻破读取程序，可以改动您的文件；请用专门的用户运行",
        "this system does not keep the reading processes from writing: a hostile file that breaks a reader could "
        "change your files; run as a user of its own",
    ),
    "doctor.without.rlimits": (
        "本系统不能限制读取进程的内存：一个文件可能占满内存",
        "this system sets no limit on the memory of the reading processes: one file may take it all",
    ),
    # Why the disk refuses
    "errno.EACCES": ("没有写入或读取的权限", "permission denied"),
    "errno.EBUSY": ("正被别的程序占用", "another program is using it"),
    "errno.EIO": ("磁盘读写出错", "the disk reports an error"),
    "errno.EISDIR": ("这是文件夹，不是文件", "this is a folder, not a file"),
    "errno.ENOENT": ("没有这个文件", "there is no such file"),
    "errno.ENOSPC": ("磁盘已满", "the disk is full"),
    "errno.ENOTDIR": ("这不是文件夹", "this is not a folder"),
    "errno.EROFS": ("这里只能读，不能写", "this disk can only be read"),
    # What stands behind a file, a subject or a finding
    "explain.alike": ("与前一份相同 {share}", "{share} like the one before"),
    "explain.alone": (
        "单看这一份，能看到全部文件所说内容的 {share}：",
        "Alone it tells {share} of all that the files tell:",
    ),
    "explain.contribution": (
        "少了它，拼合才看得出的内容少 {share}。",
        "Without it, {share} of what shows only in combination goes.",
    ),
    "explain.evidence": ("依据（{n}）：", "Evidence ({n}):"),
    "explain.file": ("文件", "file"),
    "explain.files": ("所在文件（{n}）：{files}", "Files ({n}): {files}"),
    "explain.findings": ("参与的关联（{n}）：", "Findings it takes part in ({n}):"),
    "explain.in": ("见于 {files}", "in {files}"),
    "explain.layers": ("读出的字数：{layers}", "Characters read: {layers}"),
    "explain.names": ("全部名称：{names}", "All names: {names}"),
    "explain.no_findings": ("没有参与任何关联。", "It takes part in no finding."),
    "explain.no_row": ("不在处理清单上。", "Not on the shortlist."),
    "explain.merge": ("{one} = {other}：{reason}（可能性 {share}）", "{one} = {other}: {reason} ({share} likely)"),
    "explain.merges": ("这些名称为何是同一个（{n}）：", "Why its names are one ({n}):"),
    "explain.row": (
        "处理清单第 {rank} 行：{action}，之后得分 {score}，断开 {findings}。",
        "Row {rank} of the shortlist: {action}, score then {score}, breaks {findings}.",
    ),
    "explain.several": (
        "有 {n} 处相符，请写全名称或编号：",
        "{n} things match; give one of these in full, or its id:",
    ),
    "explain.topics": ("内容：{topics}", "About: {topics}"),
    "explain.versions": ("同一文件的各版本，按日期：{chain}", "Versions of one document, by date: {chain}"),
    "explain.with": ("与 {files} 一起", "with {files}"),
    # Why two names are one; in the audit a reason stands in English, its key
    "merge.the own word of the only thing that bears it": (
        "是唯一带有它的事物自己的专名",
        "the own word of the only thing that bears it",
    ),
    "merge.the same name with the next word of the sentence": (
        "同一名称，误带了句中的下一个词",
        "the same name with the next word of the sentence",
    ),
    "merge.the same name with its house before it": (
        "同一名称，前面带了所属单位",
        "the same name with its house before it",
    ),
    "merge.decided in the ledger": ("在 aliases.toml 里这样定的", "decided in the ledger"),
    "merge.defined in the text": ("文中这样定义", "defined in the text"),
    "merge.pinyin of the only Chinese name that fits": (
        "是唯一相符的中文名称的拼音",
        "pinyin of the only Chinese name that fits",
    ),
    "merge.the first letters of the only body that fits": (
        "是文件夹里唯一一家名称词首如此的单位",
        "the first letters of the only body that fits",
    ),
    "merge.the only one of the family, called otherwise": (
        "同姓中唯一的一位，称呼不同", "the only one of the family, called otherwise",
    ),
    "merge.the only Chinese name of the family, which has a given name of another tongue": (
        "同姓中唯一的中文姓名，另有外文名",
        "the only Chinese name of the family, which has a given name of another tongue",
    ),
    "merge.the firm that begins with the founder's name": (
        "以创始人姓氏开头的唯一一家企业", "the firm that begins with the founder's name"),
    "merge.the only full name with these words": ("唯一含有这几个词的全名", "the only full name with these words"),
    "merge.the same words turned around": ("词相同，前后颠倒", "the same words turned around"),
    "merge.two columns of a table name it": ("同一行的两栏写的是它", "two columns of a table name it"),
    "merge.pinyin of the only Chinese name that fits, of whom the same is said": (
        "是唯一相符中文名的拼音，两处所述相同",
        "pinyin of the only Chinese name that fits, of whom the same is said",
    ),
    "merge.what the only society is": ("文件夹里只有这一个协会", "what the only society is"),
    "merge.the same name with its legal form in other words": (
        "同一名称，公司类型写法不同", "the same name with its legal form in other words",
    ),
    "merge.the same name with the word for what it is": (
        "同一名称，只多出表明类别的一个词", "the same name with the word for what it is",
    ),
    "merge.the only name that says more between these words": (
        "唯一首尾相同而中间多几个词的名称", "the only name that says more between these words",
    ),
    "merge.the firm of a column whose trade the only full name says": (
        "在单位一栏，且只有一个全称以此名加行业", "the firm of a column whose trade the only full name says",
    ),
    "merge.the word behind the seat of the only full name that has it there": (
        "唯一在地名后带此字号的全称", "the word behind the seat of the only full name that has it there",
    ),
    "merge.the end of the only name that ends so": (
        "唯一这样结尾的名称的后半截", "the end of the only name that ends so",
    ),
    "merge.called so by a list": ("名单里写明的称呼", "called so by a list"),
    "merge.initials from a list": ("名单里写明的缩写", "initials from a list"),
    "merge.two languages side by side": ("两种语言并列写出", "two languages side by side"),
    "merge.transliteration": ("音译", "transliteration"),
    "merge.the two languages of a letterhead": ("信头上的两种语言", "the two languages of a letterhead"),
    "merge.the same vessel with its prefix": ("同一艘船，带了船名前缀", "the same vessel with its prefix"),
    "merge.the same site with its owner's name": (
        "同一处场地，带了业主名称",
        "the same site with its owner's name",
    ),
    "merge.the same project with a word for its people or its line": (
        "同一个项目，带了指其人员或产线的词",
        "the same project with a word for its people or its line",
    ),
    "merge.the same site with the word for what it is": (
        "同一处场地，带了说明它是什么的词",
        "the same site with the word for what it is",
    ),
    "merge.the same name with its number in figures": (
        "同一名称，编号写成数字",
        "the same name with its number in figures",
    ),
    "merge.the same name with a word for its team or office": (
        "同一名称，带了指其班组或办公室的词",
        "the same name with a word for its team or office",
    ),
    "merge.the given name of the only full name that ends so": (
        "是唯一这样结尾的全名里的名",
        "the given name of the only full name that ends so",
    ),
    "merge.the same name with a title": ("同一姓名，带了称谓", "the same name with a title"),
    "merge.the same in the curated table": ("在对照表里是同一个", "the same in the curated table"),
    "merge.the last part of the only full name that ends so": (
        "唯一以该部分结尾的全名", "the last part of the only full name that ends so",
    ),
    "merge.the same site with more of what it is": (
        "同一地点，多写了它是什么", "the same site with more of what it is",
    ),
    "merge.the desk of the group whose folder it is": (
        "该群体的联络处", "the desk of the group whose folder it is",
    ),
    "merge.the group's own word spelled in Latin letters": (
        "群体名称开头的拼音", "the group's own word spelled in Latin letters",
    ),
    "merge.the office of the society with these letters": (
        "以该缩写为名的协会的办事处", "the office of the society with these letters",
    ),
    "merge.the only full name around the sign that is left out": (
        "唯一补上隐去一字的全名", "the only full name around the sign that is left out",
    ),
    "merge.the only other one of the family, with a title cut short": (
        "该姓唯一的另一人，称谓有省略", "the only other one of the family, with a title cut short",
    ),
    "merge.the own word of the only house that begins with it": (
        "唯一以该字号开头的单位", "the own word of the only house that begins with it",
    ),
    "merge.the same code with the word for what it is": (
        "同一编号，带了说明它是什么的词", "the same code with the word for what it is",
    ),
    "merge.the same ends with less between them, of the only name that fits": (
        "唯一首尾相同而中间多写的名称", "the same ends with less between them, of the only name that fits",
    ),
    "merge.the same name with its only title": ("同一姓名，带了其唯一的称谓", "the same name with its only title"),
    "merge.the only ware with this code": ("唯一带该型号的产品", "the only ware with this code"),
    "merge.the only doctor of the family": ("该姓唯一的博士", "the only doctor of the family"),
    "merge.who plays for a house": ("代表该单位出场的队伍", "who plays for a house"),
    "merge.the own word of the only house that has it behind its seat": (
        "唯一以该词为字号、前冠所在地的单位", "the own word of the only house that has it behind its seat",
    ),
    "merge.the only undertaking that begins so": (
        "是唯一这样开头的单位",
        "the only undertaking that begins so",
    ),
    "merge.the only full name that fits and shares the organisation": (
        "是唯一相符、且同属一个单位的全名",
        "the only full name that fits and shares the organisation",
    ),
    "merge.the only full name of the folder, in files that share another": (
        "是文件夹里唯一的全名，且所在文件另有共同之处",
        "the only full name of the folder, in files that share another",
    ),
    "merge.the only full name of the folder that fits": (
        "是文件夹里唯一相符的全名",
        "the only full name of the folder that fits",
    ),
    "merge.the likeliest of the full names that fit": (
        "在相符的几个全名中可能性最大",
        "the likeliest of the full names that fit",
    ),
    "merge.the only full name of the folder that fits, in this role": (
        "是文件夹里唯一相符且担任此职的全名",
        "the only full name of the folder that fits, in this role",
    ),
    "merge.the only full name in the file that fits": (
        "是本文件里唯一相符的全名",
        "the only full name in the file that fits",
    ),
    "merge.the only code with this number": ("是唯一带这个号码的代号", "the only code with this number"),
    "merge.the office of the group whose folder it is": (
        "是这个文件夹所属团体的办事机构",
        "the office of the group whose folder it is",
    ),
    "merge.the office of the group whose paper it is": (
        "是编发这份文件的团体的办事机构",
        "the office of the group whose paper it is",
    ),
    "merge.what the group whose folder it is ends with": (
        "是这个文件夹所属团体名称的末尾",
        "what the group whose folder it is ends with",
    ),
    "merge.the group's own word in its lines": ("该团体各处落款里自己的专名", "the group's own word in its lines"),
    "merge.the only society's bare word": ("文件夹里只有这一个这样的团体", "the only society's bare word"),
    "merge.the words that the group's letters stand for": (
        "是该团体缩写字母所代表的全名",
        "the words that the group's letters stand for",
    ),
    "merge.the first letters of the group's name": ("是该团体名称的首字母", "the first letters of the group's name"),
    "merge.the letters of its secretary general's body": (
        "名单里该团体秘书长所在单位的缩写",
        "the letters of its secretary general's body",
    ),
    "merge.the office of the only society": (
        "是唯一一个协会的办事机构",
        "the office of the only society",
    ),
    "merge.the first words of the only name that begins so": (
        "是唯一这样开头的名称的前几个词",
        "the first words of the only name that begins so",
    ),
    "merge.the beginning of the only name that fits": (
        "是唯一相符的名称的开头",
        "the beginning of the only name that fits",
    ),
    "merge.short form of the only full name that fits": (
        "是唯一相符的全称的简称",
        "short form of the only full name that fits",
    ),
    "merge.short form of several full names": ("与几个全称的简称相同", "short form of several full names"),
    "merge.pinyin of the only Chinese name that fits, in files that share another": (
        "是唯一相符的中文名称的拼音，且所在文件另有共同之处",
        "pinyin of the only Chinese name that fits, in files that share another",
    ),
    "merge.pinyin of Chinese names that share a brand": (
        "是同一字号的中文名称的拼音",
        "pinyin of Chinese names that share a brand",
    ),
    "merge.pinyin alone": ("只有拼音相同", "pinyin alone"),
    "merge.clipped words of the only name that fits": (
        "是唯一相符的名称截短的词",
        "clipped words of the only name that fits",
    ),
    "merge.initials of the only name that fits": (
        "是唯一相符的名称的首字母",
        "initials of the only name that fits",
    ),
    "merge.beginnings of the words of the only name that fits": (
        "由唯一相符的名称各词的开头组成",
        "beginnings of the words of the only name that fits",
    ),
    "merge.abbreviation of the only full name that fits": (
        "是唯一相符的全称的缩写",
        "abbreviation of the only full name that fits",
    ),
    "merge.a word of its own in the only name that holds it": (
        "是唯一含有它的名称中自有的词",
        "a word of its own in the only name that holds it",
    ),
    "merge.the only site that begins so, with a number": (
        "是唯一以此开头的场所，后带编号",
        "the only site that begins so, with a number",
    ),
    "merge.the only one of this number in the files of the site": (
        "是该场所所在文件中唯一的这一编号",
        "the only one of this number in the files of the site",
    ),
    "merge.a piece of the only grounds that its files name": (
        "是所在文件中唯一园区里的一处",
        "a piece of the only grounds that its files name",
    ),
    "merge.the same site behind its town": ("同一场所，前带所在城市", "the same site behind its town"),
    "merge.the only member with this number": ("是唯一有此编号的成员", "the only member with this number"),
    "merge.the only member with this letter": ("是唯一有此代称的成员", "the only member with this letter"),
    "merge.letters of the only name beside them that fits": (
        "是同一文件中唯一相符的名称的字母缩写",
        "letters of the only name beside them that fits",
    ),
    "merge.the first words of the only name beside them": (
        "是同一文件中唯一相符的名称的开头",
        "the first words of the only name beside them",
    ),
    "merge.the same words in the other language": (
        "是另一种语言里的同样的词",
        "the same words in the other language",
    ),
    "merge.the same words as several in the other language": (
        "与另一种语言里的几个名称用词相同",
        "the same words as several in the other language",
    ),
    # What is wrong with a profile, and what makes one do less than it seems to
    "profile.unknown": (
        "没有名为“{name}”的规则；已有：{known}；也可给出 .toml 文件的路径",
        'profile "{name}" is unknown; known: {known}; or give the path of a .toml file',
    ),
    "profile.not_toml": (
        "{origin}：不是有效的 TOML：{error}；请改正这一行",
        "{origin}: not valid TOML: {error}; mend that line",
    ),
    "profile.missing": (
        "{origin}：缺少“{key}”；auditor profiles general 可打印完整的样本",
        '{origin}: "{key}" is missing; `auditor profiles general` prints a complete profile',
    ),
    "profile.unknown_base": (
        "{origin}：extends 写的是 {given}，没有这个规则；已有：{known}",
        "{origin}: extends names {given}, which there is not; known: {known}",
    ),
    "profile.unknown_key": (
        "{origin}：{at}不认识的项“{key}”；可用：{known}",
        '{origin}: {at}key "{key}" is unknown; known: {known}',
    ),
    "profile.unknown_subject": (
        "{origin}：subjects 里不认识的种类“{key}”；可用：{known}",
        '{origin}: subject kind "{key}" is unknown; known: {known}',
    ),
    "profile.unknown_facet": (
        "{origin}：不认识的问题“{key}”；可用：{known}",
        '{origin}: facet "{key}" is unknown; known: {known}',
    ),
    "profile.unknown_language": (
        "{origin}：{at}不认识的语言“{key}”；可用：{known}",
        '{origin}: {at}language "{key}" is unknown; known: {known}',
    ),
    "profile.unknown_kind": (
        "{origin}：facets.{facet}：不认识的种类“{kind}”；可用：{known}",
        '{origin}: facets.{facet}: kind "{kind}" is unknown; known: {known}',
    ),
    "profile.no_table": (
        "{origin}：{key} 应当是一张表，例如 {{ zh = …, en = … }}",
        "{origin}: {key} must be a table, such as {{ zh = …, en = … }}",
    ),
    "profile.no_list": (
        '{origin}：{key} 应当是一列词，例如 ["产能", "产量"]',
        '{origin}: {key} must be a list of words, such as ["capacity", "output"]',
    ),
    "profile.no_text": (
        '{origin}：{key} 应当是带引号的文字，而不是 {given}',
        "{origin}: {key} must be text in quotes, not {given}",
    ),
    "profile.no_cue": (
        "{origin}：{key}：“{word}”不会在任何文字里出现；# 只能写在两头，* 只能写在词尾",
        '{origin}: {key}: "{word}" can never stand in a text; # goes at either end, * at the end',
    ),
    "profile.bad_number": (
        "{origin}：{what} 应当是 {low} 到 {high} 之间的数，而不是 {given}",
        "{origin}: {what} must be a number from {low} to {high}, not {given}",
    ),
    "profile.hint.no_subject": (
        "{origin}：subjects 全是 0，什么都不会计分",
        "{origin}: every kind of subject weighs 0, so nothing will count",
    ),
    "profile.hint.silent": (
        "{origin}：facets.{facet} 没有提示词、表头，也没有种类，永远得不到回答",
        "{origin}: facets.{facet} has no words, headers or kinds, so nothing can ever answer it",
    ),
    "profile.hint.no_weight": (
        "{origin}：facets.{facet} 的权重是 0，这个问题不计分",
        "{origin}: facets.{facet} has weight 0, so this question does not count",
    ),
    "profile.hint.one_language": (
        "{origin}：facets.{facet}.{part} 只有 {lang} 的词；另一种语言的文件里认不出来",
        "{origin}: facets.{facet}.{part} has words in {lang} only; files in the other language will not answer it",
    ),
    "profile.hint.short": (
        "{origin}：facets.{facet}：“{word}”只有一个字，几乎处处会出现；请写得长一些",
        '{origin}: facets.{facet}: "{word}" is a single character and stands nearly everywhere; write more of it',
    ),
    "profile.hint.twice": (
        "{origin}：“{word}”同时写在几个问题下：{facets}；它会给每个问题都算上一次",
        '{origin}: "{word}" stands under several questions: {facets}; it will answer each of them',
    ),
    "profiles.sound": ("{origin}：可以使用", "{origin}: can be used"),
    "profiles.faulty": ("{origin}：还不能使用，有 {n} 处要改", "{origin}: cannot be used yet; to mend: {n}"),
    "profiles.hint": ("提示", "hint"),
    "profiles.fault": ("错误", "error"),
    "profiles.made": (
        "已写好 {path}；填好后用 auditor profiles check {path} 检查，用 --profile {path} 审计",
        "Wrote {path}; fill it in, check it with `auditor profiles check {path}`, audit with --profile {path}",
    ),
    "profiles.exists": (
        "{path} 已经存在，不会覆盖；请换一个名字",
        "{path} exists and is not written over; give another name",
    ),
    "profiles.which": (
        "请给出文件名：auditor profiles {word} 文件.toml",
        "give a file: auditor profiles {word} FILE.toml",
    ),
    "profiles.suffix": ("{path}：规则文件的名字以 .toml 结尾", "{path}: a profile's file name ends in .toml"),
    "profiles.surplus": ("{word} 后面不能再写 {path}", "nothing may follow {word}: {path}"),
    # The questions of a sector sheet; a profile's own labels come first
    "facet.capacity": ("产能与数量", "capacity and quantity"),
    "facet.contact": ("联系方式与标识", "contact and identifiers"),
    "facet.customer": ("客户", "customers"),
    "facet.equipment": ("设备", "equipment"),
    "facet.money": ("资金", "money"),
    "facet.operator": ("运营方", "who runs it"),
    "facet.partner": ("合作与供应商", "partners, suppliers"),
    "facet.people": ("人员", "people"),
    "facet.policy": ("政策与草案", "policy and drafts"),
    "facet.process": ("技术参数与工艺", "technical, process"),
    "facet.schedule": ("时间与计划", "when and plan"),
    "facet.site": ("地点", "where"),
    # What lies beside the report
    "beside.audit": ("审计的全部结果，供其他程序读取。", "All that the audit found, for other programs."),
    "beside.audit.files": ("audit.json", "audit.json"),
    "beside.lead": (
        "审计把这些文件和本报告写在同一个文件夹里；它们自己不会移动、发送任何东西。",
        "The audit writes these into the folder of this report; none of them moves or sends anything by itself.",
    ),
    "beside.letters": (
        "写给各位分享者的消息草稿，请逐人单独发送。",
        "Draft messages to those who shared the files, to be sent to each person alone.",
    ),
    "beside.letters.files": ("letters.txt", "letters.txt"),
    "beside.list": (
        "上面的清单，可用表格软件打开，逐份登记谁在何时处理；.md 是同一清单的文字版。",
        "The list above for a spreadsheet, to note who dealt with which file and when; .md is the same as text.",
    ),
    "beside.list.files": ("shortlist.csv、shortlist.md", "shortlist.csv, shortlist.md"),
    "beside.moves": (
        "把清单上的文件移到隔离文件夹的脚本。直接运行只显示会移动什么，一个文件也不动；加 --apply（Windows 为 -Apply）"
        "才移动，并且可以放回原处。只移动本机这份副本；副本若与云端自动同步，移走即从云端删除。",
        "Scripts that move the listed files to a quarantine folder. Run as they are they only show what they would "
        "move; with --apply (-Apply on Windows) they move it, and can put it back. Only this copy on this machine is "
        "moved; where it is kept in step with a cloud folder, that removes them there too.",
    ),
    "beside.command.again": (
        "下次：与这次相同的 auditor audit 命令；只重读有变化的文件",
        "Next time: the same auditor audit command; only what changed is read again",
    ),
    "beside.command.history": (
        "历次得分：auditor history 文件夹 --out history.html",
        "Every audit: auditor history FOLDER --out history.html",
    ),
    "beside.command.undo": (
        "放回移走的文件：sh move.sh --undo 隔离文件夹/undo.tsv（Windows：move.ps1 -Undo）",
        "To put moved files back: sh move.sh --undo QUARANTINE/undo.tsv (Windows: move.ps1 -Undo)",
    ),
    "beside.next": (
        "从平台撤下文件后，重新下载文件夹，再审计一次：报告会先说清哪些已办、哪些又出现、得分为何变化。建议每月一次。",
        "Once files are off the platform, download the folder anew and audit it again: the report then says first what "
        "was carried out, what is back and why the score moved. Best every month.",
    ),
    "beside.next.files": ("处理之后", "Afterwards"),
    "beside.moves.files": ("move.sh、move.ps1（Windows）", "move.sh, move.ps1 (Windows)"),
    "beside.title": ("这份报告旁边还有什么", "What lies beside this report"),
    # The page's menu
    "nav.curves": ("曲线", "Curves"),
    "nav.files": ("全部文件", "All files"),
    "nav.findings": ("关联", "Findings"),
    "nav.sectors": ("板块", "Sectors"),
    "nav.sheet": ("图景表", "Sheet"),
    "nav.shortlist": ("清单", "List"),
    "nav.ways": ("办法", "Ways"),
    # Files
    "file.capped": (
        "此页列出 {shown:,} 个文件；其余 {rest:,} 个见 audit.json。",
        "This page lists {shown:,} files; the other {rest:,} stand in audit.json.",
    ),
    "file.filter": ("按文件名筛选", "filter by name"),
    "file.lead": (
        "“单独可见”：全部文件说出的内容算 100%，单看这一个能看到多少（首行的百分比则以问题清单为 100%，所以不同）。"
        "“拼合贡献”：拼合才看得出的内容算 100%，少了它会少多少。",
        "“Alone”: of all that the files tell (100 %), what this one tells by itself; the headline’s percentages are of "
        "the questions instead. “Adds to the mix”: of what shows only in combination (100 %), what goes without it.",
    ),
    "file.shown": ("显示 {shown:,} / {all:,} 个", "{shown:,} of {all:,} shown"),
    "file.title": ("全部文件", "All files"),
    # Findings
    "file.undated": (
        "* 文件自身没有日期，这是磁盘上的日期，往往只是下载或拷贝的那天。",
        "* The file has no date of its own; this is the disk’s, often just the day of the download or copy.",
    ),
    "finding.all_again": ("显示全部关联", "show all findings"),
    "finding.all_kinds": ("全部类型", "all kinds"),
    "finding.all_subjects": ("全部对象", "all subjects"),
    "finding.any_file": ("全部文件", "all files"),
    "finding.back": ("返回清单", "back to the list"),
    "finding.capped": (
        "此页列出最强的 {shown:,} 条；其余 {rest:,} 条见 audit.json。",
        "This page lists the strongest {shown:,}; the other {rest:,} stand in audit.json.",
    ),
    "finding.cell": ("补全", "completed"),
    "finding.chain": ("链条", "chain"),
    "finding.evidence": ("依据", "Evidence"),
    "finding.evidence_rest": ("另有 {n:,} 处依据，见 audit.json。", "{n:,} more pieces of evidence in audit.json."),
    "finding.filter_file": ("按文件", "by file"),
    "finding.filter_kind": ("按类型", "by kind"),
    "finding.filter_subject": ("按对象", "by subject"),
    "finding.graph": ("{n} 个文件如何连成一条线", "How {n} files join up"),
    "finding.jump": ("查看涉及它的关联", "see the findings behind it"),
    "finding.lead": (
        "每一条都不在任何单个文件里，只有把几个文件放在一起才看得出来。这是复核提示，是否敏感由您判断。",
        "None of these stands in a single file; each appears only when files are put side by side. "
        "They are review prompts: whether one is sensitive is for you to judge.",
    ),
    "finding.more": ("再显示 {n:,} 条", "show {n:,} more"),
    "finding.no_quote": ("（不显示原文）", "(text not shown)"),
    "finding.none": ("没有发现跨文件的关联。", "No association across files was found."),
    "finding.none_left": ("没有符合筛选条件的关联。", "No finding matches the filter."),
    "finding.only": (
        "只显示涉及 {file} 的关联，理由里说的那一条在最前。清单里的数只算上面各行尚未断开的，可能少一些。",
        "Only findings that rest on {file}, first the one that the reason speaks of. The list counts those that no row "
        "above it breaks, so its number may be smaller.",
    ),
    "finding.order": (
        "最能说明问题的在前：看所涉对象的分量和关联的强度，同样几个文件的重复关联往后排。“强度”只表示这处关联本身有多牢靠。",
        "Most telling first: by how much the subjects matter and how strong the link is; more of the same files comes "
        "later. “Strength” alone is how sure the link itself is.",
    ),
    "finding.said": ("关联", "finding"),
    "finding.search": ("搜索关联", "search findings"),
    "finding.shown": ("显示 {shown:,} / {all:,} 条", "{shown:,} of {all:,} shown"),
    "finding.strength": ("强度 {share}", "strength {share}"),
    "finding.title": ("拼合后才出现的关联", "What appears only in combination"),
    "finding.withheld": (
        "涉及带密级标志的文件，内容不显示；请先处理该文件。",
        "Involves a file with a secrecy marking; its content is not shown. Deal with that file first.",
    ),
    # Signs on files
    "flag.confidential": ("机密标志", "“confidential” marking"),
    "flag.digest": ("一份顶全部", "says it all alone"),
    "flag.draft": ("草稿或征求意见稿", "draft"),
    "flag.hidden_content": ("含隐藏内容", "hidden content"),
    "flag.internal": ("内部资料", "internal"),
    "flag.published": ("公开的标准、法规、论文或许可证", "published standard, law, paper or licence"),
    "flag.restricted": ("限制传播标志", "“restricted” marking"),
    "flag.secret": ("秘密标志", "“secret” marking"),
    "flag.top_secret": ("绝密标志", "“top secret” marking"),
    # Kinds of file
    "formats.by": ("由自带程序读取，用到 {by}", "by a reader of our own, with {by}"),
    "formats.complete": ("本机可选的程序都有：{names}", "this machine has all that can help: {names}"),
    "formats.lacks": ("本机没有：{names}", "missing here: {names}"),
    "formats.members": ("打开后逐个读取其中的文件", "opened; each file inside is read as a file"),
    "formats.named": ("不读内容，只列为未读", "not read; named as unread"),
    "formats.own": ("由自带程序读取", "by a reader of our own"),
    # The headline, one sentence a key
    "headline.blocked": (
        "您指定保留的文件挡住了目标：{files}。",
        "Files that you asked to keep stand in the way of the target: {files}.",
    ),
    "headline.chance": (
        "这一得分与偶然水平难以区分。",
        "This score is not distinguishable from chance.",
    ),
    "headline.digest": (
        "注意：单是 {files} 这一份就说出了大部分内容，请最先处理。",
        "Mind {files}: it alone says most of what the folder says. Deal with it first.",
    ),
    "headline.empty": (
        "没有读出任何文件，得分不能说明这个文件夹是否安全。",
        "No file could be read, so the score says nothing about this folder.",
    ),
    "headline.met_unread": (
        "已读出的内容得分不高于目标 {target}；但有 {files}未读或未读全，其中写了什么无从得知，请先人工查看。",
        "What was read scores at or under the target of {target}; first look at {files} not read, or not read whole: "
        "anything may stand there.",
    ),
    "headline.met": (
        "得分不高于目标 {target}，现在不必移除文件。",
        "That is at or under the target of {target}; nothing needs to be removed now.",
    ),
    "headline.no_help": (
        "没有找到能降低得分的移除办法。",
        "No removal was found that lowers the score.",
    ),
    "headline.not_reached": (
        "移除下列 {files}后，得分降至 {after}，仍高于目标 {target}。",
        "Remove these {files} and the score falls to {after}, still above the target of {target}.",
    ),
    "headline.not_reached_otherwise": (
        "处理好下列 {files}后，得分降至 {after}，仍高于目标 {target}。",
        "Deal with these {files} and the score falls to {after}, still above the target of {target}.",
    ),
    "headline.not_lowered": (
        "即使处理下列 {files}，得分仍约为 {after}（目标 {target}）：其余文件已足以拼出全貌，少数几个文件起不了作用。",
        "Even without these {files} the score stays near {after}, with a target of {target}: what the other files tell "
        "together is enough, and a few removals do not change that.",
    ),
    "headline.picture": (
        "行业问题清单（谁、在哪里、产能多少等）里的全部问题，外人凭这个文件夹能回答 {sheet}，"
        "凭任何单个文件最多回答 {single}。",
        "Of all of a sector’s questions (who, where, how much) this folder answers {sheet}, the best single file "
        "{single}.",
    ),
    "headline.published": (
        "{count}，内容谁都能在别处读到，不计入得分：{files}。",
        "{count}, which anybody can read elsewhere, and not counted in the score: {files}.",
    ),
    "headline.reached": (
        "移除下列 {files}，得分降至 {after}。",
        "Remove these {files} and the score falls to {after}.",
    ),
    "headline.reached_otherwise": (
        "处理好下列 {files}，得分降至 {after}。",
        "Deal with these {files} and the score falls to {after}.",
    ),
    "headline.score": ("得分 {score}（0–100，越高越危险）。", "Score {score} of 100 (higher is worse)."),
    "headline.sectors.all": (
        "请改为逐个板块处理：{sectors}各有清单，都能降到目标以内。",
        "Go sector by sector instead: {sectors}, each with a list that reaches the target.",
    ),
    "headline.sectors.one": (
        "请改为按板块处理：有 1 个板块另有清单，能降到目标以内。",
        "Go by sector instead: one has a list that reaches the target.",
    ),
    "headline.sectors.one_short": (
        "请改为按板块处理：有 1 个板块另有清单，但降不到目标以内。",
        "Go by sector instead: one has a list of its own, which does not reach the target.",
    ),
    "headline.sectors.some": (
        "请改为逐个板块处理：{sectors}各有清单，其中 {reached} 个能降到目标以内。",
        "Go sector by sector instead: {sectors}, each with a list of its own; {reached} of these can reach the target.",
    ),
    "headline.sectors.none": (
        "请改为逐个板块处理：{sectors}各有清单，但都降不到目标以内。",
        "Go sector by sector instead: {sectors}, each with a list of its own, none of which reaches the target.",
    ),
    "headline.straw": (
        "{date} 加入 {file} 后，得分首次超过目标（{before} → {after}{rest}）。",
        "The score first passed the target on {date}, with {file} ({before} → {after}{rest}).",
    ),
    "headline.straw_day": (
        "；当天共 {n} 个文件，按文件名先后计算",
        "; one of {n} that day, by name",
    ),
    "headline.pictures.many": (
        "{n:,} 个文件是图片或扫描件，其中的文字没有识别；装好文字识别（auditor doctor 会说明）后加 --ocr 重新审计。",
        "{n:,} files are pictures or scans whose letters were not read; with the extra for them (see auditor doctor) "
        "an audit with --ocr reads them.",
    ),
    "headline.pictures.one": (
        "{n} 个文件是图片或扫描件，其中的文字没有识别；装好文字识别（auditor doctor 会说明）后加 --ocr 重新审计。",
        "{n} file is a picture or scan whose letters were not read; with the extra for them (see auditor doctor) an "
        "audit with --ocr reads it.",
    ),
    "headline.partly.many": ("{n:,} 个文件只读出一部分{why}", "{n:,} files were read only in part{why}"),
    "headline.partly.one": ("{n} 个文件只读出一部分{why}", "{n} file was read only in part{why}"),
    "headline.unread.many": (
        "{n:,} 个文件没能读出{why}，未算进得分{like}",
        "{n:,} files could not be read{why} and are not in the score{like}",
    ),
    "headline.unread.one": (
        "{n} 个文件没能读出{why}，未算进得分{like}",
        "{n} file could not be read{why} and is not in the score{like}",
    ),
    "headline.unread_like": ("（若与其余相似，会升到 {score}）", " ({score} if like the rest)"),
    "headline.unread_why": ("（其中 {n:,} 个：{kind}）", " ({n:,} of them: {kind})"),
    "headline.unread_why_all": ("（{kind}）", " ({kind})"),
    # How to read the page
    "howto.cell.body": (
        "每格是一个问题。颜色越深，答案越确定；格中数字是答案背后的文件数。",
        "Each cell is a question. The darker, the surer the answer; the number is how many files stand behind it.",
    ),
    "howto.cell.term": ("图景表", "The sheet"),
    "howto.chance.body": (
        "拿同样大小、由互不相干的文件凑成的文件夹来比：百分之几的得分更低。低于 95% 时，得分可能只是巧合，不宜下结论。",
        "How many of a hundred folders of the same size, made of unrelated files, score lower. Below 95 the "
        "score may be chance: draw no conclusion.",
    ),
    "howto.chance.term": ("“由无关文件凑成的文件夹”", "“Unrelated folders”"),
    "howto.finding.body": (
        "跨文件的关联：“链条”把两个对象经由中间环节连起来，“补全”由几个文件拼出一个对象的多个侧面。",
        "An association across files: a “chain” joins two subjects over what they share, "
        "“completed” means that several files fill in one subject.",
    ),
    "howto.finding.term": ("关联", "Finding"),
    "howto.interval.body": (
        "识别会出错、会遗漏，名称归并也可能有误。考虑到这些误差，真实得分十次里约有九次在这个范围内。遗漏多于误认，所以得分常靠近下限。",
        "Recognition errs, misses things and may take two names for one. Allowing for that, the true score lies "
        "in this range in nine of ten cases. More is missed than mistaken, so the score often stands near its "
        "lower end.",
    ),
    "howto.interval.term": ("“很可能在”", "“Likely”"),
    "howto.limits.body": (
        "本报告提示哪些文件该看，不是定密结论；未读的文件也可能有问题。带密级标志的文件在撤下之前仍计入得分。工具从不删除或改动共享文件。",
        "This report says where to look; it is no ruling. A file that was not read may still be a problem. Files "
        "with a secrecy marking count in the score until they are gone. Shared files are never deleted or "
        "changed by this program.",
    ),
    "howto.limits.term": ("界限", "Limits"),
    "howto.masked.body": (
        "数字、人名（也包括分享者）和标识已换成代号，同一内容代号相同。"
        "要看姓名和原值，请在原来的审计命令后加 --reveal 再运行一次；那样写出的报告请妥善保管。",
        "Numbers, names of people (sharers too) and identifiers are replaced by codes, one value by one code. "
        "To see them, run the same audit again with --reveal, and keep that report safe.",
    ),
    "howto.masked.term": ("代号", "Codes"),
    "howto.score.body": (
        "衡量整个文件夹外泄时，把文件拼在一起能比任何单个文件多看出多少。"
        "0 为没有，50 相当于所用行业配置的参照文件夹，100 为极多；它不是百分比。同一内容重复多少遍都只算一次。",
        "If the whole folder leaked, how much more its files tell together than any one alone. 0 is nothing, 50 "
        "is as much as the profile’s reference folder, 100 very much; it is no percentage. A fact repeated in "
        "many files counts once.",
    ),
    "howto.score.term": ("得分", "Score"),
    "howto.list.body": (
        "“断开的关联”：这份文件移除后，剩下的文件再也拼不出的关联。别的文件仍能拼出的不计，所以它涉及的关联可能更多。",
        "“Breaks”: the links that the files left no longer show once this one is gone. Links that other files still "
        "show do not count, so the file may have part in more.",
    ),
    "howto.list.term": ("处理清单", "The list"),
    "howto.title": ("怎样读这份报告", "How to read this"),
    # Kinds of entities
    "kind.contact": ("联系方式", "contact"),
    "kind.date": ("日期", "date"),
    "kind.document": ("文件编号", "document"),
    "kind.identifier": ("标识", "identifier"),
    "kind.money": ("金额", "money"),
    "kind.organisation": ("机构", "organisation"),
    "kind.person": ("人员", "person"),
    "kind.place": ("地点", "place"),
    "kind.product": ("产品", "product"),
    "kind.programme": ("计划", "programme"),
    "kind.project": ("项目", "project"),
    "kind.quantity": ("数量", "quantity"),
    "kind.site": ("场所", "site"),
    "kind.topic": ("术语", "term"),
    # Where in a file text stands
    "layer.annotation": ("标注", "annotation"),
    "layer.attachment": ("附件", "attachment"),
    "layer.body": ("正文", "body"),
    "layer.comment": ("批注", "comment"),
    "layer.covered_text": ("被遮盖的文字", "covered text"),
    "layer.embedded_object": ("嵌入对象", "embedded object"),
    "layer.file_name": ("文件名", "file name"),
    "layer.footnote": ("脚注", "footnote"),
    "layer.form_field": ("表单域", "form field"),
    "layer.header_footer": ("页眉页脚", "header or footer"),
    "layer.hidden_row_column": ("隐藏行列", "hidden row or column"),
    "layer.hidden_sheet": ("隐藏工作表", "hidden sheet"),
    "layer.hidden_slide": ("隐藏幻灯片", "hidden slide"),
    "layer.hidden_text": ("隐藏文字", "hidden text"),
    "layer.metadata": ("元数据", "metadata"),
    "layer.speaker_notes": ("演讲者备注", "speaker notes"),
    "layer.table": ("表格", "table"),
    "layer.tracked_deletion": ("修订：已删除", "tracked deletion"),
    "layer.tracked_insertion": ("修订：新增", "tracked insertion"),
    # Files with secrecy markings
    "marking.stop": (
        "请立即从平台撤下（取消共享，不要彻底删除，不要转发），并报告本单位保密负责人。其内容不会出现在任何输出中。",
        "Unshare now, neither delete for good nor forward; tell your secrecy officer.",
    ),
    "marking.title.many": ("{n:,} 个文件带有密级标志", "{n:,} files bear a secrecy marking"),
    "marking.title.one": ("{n} 个文件带有密级标志", "{n} file bears a secrecy marking"),
    "marking.why": ("带有密级标志，内容不显示。", "Bears a secrecy marking; its content is not shown."),
    # What a machine may have beside this program
    "means.accurate": ("更准的名称识别（accurate 附加包）", "more accurate names (the extra `accurate`)"),
    "means.accurate.cost": ("--recognise accurate 不可用", "--recognise accurate cannot be used"),
    "means.broken": (
        "{name}：在 {place}，但在隔离环境中不能运行；依赖它的文件会列为未读",
        "{name}: is at {place}, but does not run apart from everything else; files that need it are named as unread",
    ),
    "means.catdoc": ("catdoc", "catdoc"),
    "means.catdoc.cost": (
        "连 LibreOffice 也没有时，自带程序读不出文字的旧版 Word、PowerPoint 文件列为未读",
        "where LibreOffice is missing too, old Word and PowerPoint files of which our reader finds no text stay unread",
    ),
    "means.libreoffice": ("LibreOffice", "LibreOffice"),
    "means.libreoffice.cost": (
        "自带程序读不出文字的旧版 Word、PowerPoint、Works 文件只能由 catdoc 读正文，或列为未读",
        "old Word, PowerPoint and Works files of which our reader finds no text are left to catdoc, or stay unread",
    ),
    "means.missing": ("没有 {name}：{cost}", "no {name}: {cost}"),
    "means.ocr": ("文字识别（ocr 附加包）", "character recognition (the extra `ocr`)"),
    "means.ocr.cost": (
        "扫描页和图片里的文字不读，列为需文字识别",
        "text of scanned pages and pictures is not read; they are named as needing it",
    ),
    "means.unar": ("unar", "unar"),
    "means.unar.cost": (
        "压缩的 RAR 成员和用罕见方法压缩的 7Z、ZIP 成员列为未读",
        "compressed members of RAR archives, and those of 7Z and ZIP by rare methods, stay unread",
    ),
    "means.works": ("{name}：{place}，可以使用", "{name}: {place}, works"),
    # Codes that stand for masked values, written before a dot and some digits
    "mask.contact": ("联系", "contact"),
    "mask.date": ("日期", "date"),
    "mask.document": ("文号", "doc"),
    "mask.identifier": ("编号", "id"),
    "mask.money": ("金额", "money"),
    "mask.person": ("人", "person"),
    "mask.quantity": ("数值", "num"),
    "mask.withheld": ("（不显示）", "(not shown)"),
    # The page's frame
    "page.close": ("关闭", "close"),
    "page.full_report": ("完整报告：{path}", "Full report: {path}"),
    "page.next": (
        "处理之后用同一命令再审计，会说明变化；历次得分：auditor history 文件夹",
        "Afterwards audit again to see what changed; every audit: auditor history FOLDER",
    ),
    "page.made_with": (
        "{version} 版 · 评分方法第 {score_version} 版 · 行业问题清单 {profile}",
        "version {version} · scoring method version {score_version} · profile {profile}",
    ),
    "page.masked": (
        "“人·…”“数值·…”等是代号；要看姓名和原值，加 --reveal 重新审计",
        "person·…, num·… are codes: audit again with --reveal for names and values",
    ),
    "page.member": ("{archive} 里的 {member}", "{member} in {archive}"),
    "page.nav": ("页内导航", "on this page"),
    "page.product": ("拼合暴露审计", "Aggregation exposure audit"),
    "page.prompt": ("请人工复核，不是定论", "for review, not a ruling"),
    "page.revealed": ("含原值，请妥善保管", "shows real values: keep it safe"),
    "page.runner": ("给运行本工具的人", "for whoever runs the tool"),
    "page.score": ("得分 {score}", "score {score}"),
    "page.show_all": ("全部显示（{n:,}）", "show all ({n:,})"),
    "page.show_fewer": ("收起", "show fewer"),
    "page.sideways": ("表格可以左右滑动。", "The table scrolls sideways."),
    "page.skip": ("跳到正文", "skip to content"),
    "page.undated": ("自身没有日期", "no date of its own"),
    "page.undated_among": ("其中 {n:,} 个自身没有日期", "{n:,} without a date of their own"),
    "page.target": ("目标 {target}", "target {target}"),
    "page.title": ("{folder} · 拼合暴露审计", "{folder} · aggregation exposure audit"),
    # Places in a file
    "place.attachment": ("附件 {name} 的{place}", "attachment {name}: {place}"),
    "place.before_message": ("第 {number} 条消息之前", "before message {number}"),
    "place.behind.alternative_text": ("的替代文字", " alternative text"),
    "place.behind.chart": ("的图表", " chart"),
    "place.behind.comment": ("的批注", " comment"),
    "place.behind.comments": ("的批注", " comments"),
    "place.behind.control": ("的控件", " control"),
    "place.behind.covered": ("被遮盖处", " covered"),
    "place.behind.diagram": ("的图示", " diagram"),
    "place.behind.endnote": ("的尾注", " endnote"),
    "place.behind.footer": ("的页脚", " footer"),
    "place.behind.footnote": ("的脚注", " footnote"),
    "place.behind.form_field": ("的表单域", " form field"),
    "place.behind.formula": ("的公式", " formula"),
    "place.behind.header": ("的页眉", " header"),
    "place.behind.link": ("的链接", " link"),
    "place.behind.note": ("的注", " note"),
    "place.behind.notes": ("的备注", " notes"),
    "place.behind.nth": ("第 {number} 处", " (passage {number})"),
    "place.behind.picture": ("的图片", " picture"),
    "place.behind.reference": ("的文献", " reference"),
    "place.behind.seal": ("的印章", " seal"),
    "place.behind.shape": ("的图形", " shape"),
    "place.behind.text_box": ("的文本框", " text box"),
    "place.behind.title": ("的标题", " title"),
    "place.chapter": ("第 {number} 章", "chapter {number}"),
    "place.chapter_part": ("第 {chapter} 章第 {number} 段", "chapter {chapter}, paragraph {number}"),
    "place.comment": ("第 {number} 条批注", "comment {number}"),
    "place.date": ("日期栏", "Date"),
    "place.embedded": ("嵌入对象 {name} 的{place}", "embedded object {name}: {place}"),
    "place.endnote": ("第 {number} 条尾注", "endnote {number}"),
    "place.file_name": ("文件名", "file name"),
    "place.footer": ("页脚", "footer"),
    "place.footnote": ("第 {number} 条脚注", "footnote {number}"),
    "place.header": ("页眉", "header"),
    "place.html_comment": ("HTML 注释", "HTML comment"),
    "place.line": ("第 {number} 行", "line {number}"),
    "place.message": ("第 {number} 条消息", "message {number}"),
    "place.message_at": ("第 {number} 条消息，{time}", "message {number}, {time}"),
    "place.notes_master": ("第 {number} 个备注母版", "notes master {number}"),
    "place.page": ("第 {number} 页", "p. {number}"),
    "place.paragraph": ("第 {number} 段", "paragraph {number}"),
    "place.properties": ("文档属性", "properties"),
    "place.receiver": ("收件人栏", "To"),
    "place.revisions": ("修订记录", "revisions"),
    "place.row": ("第 {number} 行", "row {number}"),
    "place.sender": ("发件人栏", "From"),
    "place.signature": ("签名", "signature"),
    "place.slide": ("第 {number} 张幻灯片", "slide {number}"),
    "place.slide_layout": ("第 {number} 个幻灯片版式", "slide layout {number}"),
    "place.slide_master": ("第 {number} 个幻灯片母版", "slide master {number}"),
    "place.slide_unlisted": ("未列出的第 {number} 张幻灯片", "slide {number}, not listed"),
    "place.subject": ("主题栏", "subject"),
    "place.table_row": ("第 {table} 张表第 {number} 行", "table {table} row {number}"),
    "place.text_box": ("第 {number} 个文本框", "text box {number}"),
    "place.title": ("标题", "title"),
    "place.workbook": ("工作簿", "workbook"),
    # What kept a file from being read
    "problem.bomb": ("压缩炸弹", "decompression bomb"),
    "problem.corrupt": ("文件损坏", "corrupt"),
    "problem.crash": ("读取时崩溃", "reader crashed"),
    "problem.empty": ("没有文字", "no text in it"),
    "problem.encrypted": ("已加密", "encrypted"),
    "problem.language": ("非中英文，名称基本未识别", "another language: names hardly looked for"),
    "problem.link": ("是链接", "a link"),
    "problem.memory": ("内存不足", "out of memory"),
    "problem.needs_ocr": ("是图片，需文字识别", "images only, needs OCR"),
    "problem.timeout": ("读取超时", "took too long"),
    "problem.too_big": ("过大", "too big"),
    "problem.truncated": ("只读了一部分", "cut short"),
    "problem.unreadable": ("无法读取", "unreadable"),
    "problem.unsupported": ("不支持的格式", "format not supported"),
    "problem.why": ("{kind}（{why}）", "{kind} ({why})"),
    # Figures beside the score
    "score.after": ("处理后", "after"),
    "score.band": ("暴露程度：{band}", "exposure: {band}"),
    "score.chance": (
        "比 {percentile}% 由无关文件凑成的文件夹都高",
        "higher than {percentile} % of unrelated folders",
    ),
    "score.chance_all": (
        "比几乎所有由无关文件凑成的文件夹都高",
        "higher than nearly all unrelated folders",
    ),
    "score.curve": ("外人只读几个文件就能看到多少", "How much a few files already tell"),
    "score.curve_lead": (
        "以全部文件拼出的内容为 100%：只读最关键的几个文件能看到多少。"
        "这里按内容多少计，首行按答出的问题计，所以数字不同。",
        "All files together are 100 %: how much of that the few most telling files show. The headline counts "
        "answered questions instead, so its figures differ.",
    ),
    "score.curve_x": ("文件数", "files read"),
    "check.no_file": ("{path}：没有这个文件", "{path}: there is no such file"),
    "check.not_a_file": (
        "{path}：不是文件；请给出要分享的文件本身，文件夹请用 auditor audit 审计",
        "{path}: this is no file; name the files to be shared, and audit a folder with `auditor audit`",
    ),
    "check.new": ("新", "new"),
    "check.known": ("{path} 的内容已在文件夹中：{known}", "What {path} holds is in the folder already: {known}"),
    "check.unread": (
        "{path} 无法读取；不知道它会透露什么。",
        "{path} could not be read; what it gives away is not known.",
    ),
    "check.score": (
        "分享后得分从 {before} 变为 {after}（目标 {target}）。",
        "Sharing takes the score from {before} to {after} (target {target}).",
    ),
    "check.joins": ("会参与 {n} 处关联：", "It would take part in {n} findings:"),
    "check.nothing": ("没有发现它与其他文件拼合出新的关联。", "No finding was seen in which it joins other files."),
    "ledger.garbled": (
        "决定或别名文件中第 {number} 条（{where}）无法使用，已忽略；请改正。",
        "Entry {number} ({where}) of the decisions or aliases cannot be used and is ignored; mend it.",
    ),
    "ledger.lapsed": (
        "有 {expired} 项决定已到期、{orphaned} 项已无对象，相应内容重新计入；auditor decide 加 --list 可查看。",
        "{expired} decisions have expired and {orphaned} meet nothing any more; what they were about is open again. "
        "`auditor decide` with --list shows them.",
    ),
    "finding.decide": (
        "编号 {id}；作出决定：auditor decide 输出文件夹 {id} accept|false-positive|remove --reason …",
        "Id {id}; to decide: auditor decide OUTPUT {id} accept|false-positive|remove --reason …",
    ),
    "score.open": ("不计已接受的关联：{open} 分", "{open} without what was accepted"),
    "changes.title": ("本次变化", "What changed"),
    "score.frontier": ("移除几个文件能降多少", "What each removal buys"),
    "score.frontier_marks": ("各种办法：{ways}", "ways to the target: {ways}"),
    "score.frontier_lead": (
        "移除这么多份材料（副本一并移除）时能达到的最低得分。",
        "The lowest score found for this many removed documents, copies included.",
    ),
    "score.frontier_x": ("移除数", "removed"),
    "score.gauge": ("得分 {before}，处理后 {after}", "Score {before}, after the removals {after}"),
    "score.growth": ("得分是怎样涨上来的", "How the score grew"),
    "score.growth_lead": (
        "文件夹在这些日期时的得分：只看当天及以前的文件（日期先取清单中的分享日期，其次文件自身日期，再次文件系统日期；没有日期的视为一开始就在）。",
        "The score of the folder as it stood on these days, of the files dated until then (by the manifest, else by "
        "the file itself, else by the file system; without a date it counts as there from the start).",
    ),
    "score.growth_said": (
        "从 {first}（{start}）到 {last}（{end}），最低 {low}，最高 {high}",
        "From {first} ({start}) to {last} ({end}), lowest {low}, highest {high}",
    ),
    "score.growth_star": (
        "* 这一步里有自身没有日期的文件，只能按磁盘上的日期算，往往是下载或拷贝的那天，不一定是分享的那天："
        "{of}中有 {files}。",
        "* Files without a date of their own come in here; they count by the disk’s date, often the day of the "
        "download or copy, not of the sharing: {files} of {of}.",
    ),
    "score.growth_undated": ("无日期", "no date"),
    "score.growth_word": ("{date}：{score}（{files}）", "{date}: {score} ({files})"),
    "score.growth_x": ("文件日期", "files dated until"),
    "score.hidden": ("所知内容的 {share} 只见于批注、隐藏表等处", "{share} known only by comments and the like"),
    "score.interval": (
        "很可能在 {low}–{high}",
        "likely {low}–{high}",
    ),
    "score.now": ("现在", "now"),
    "score.title": ("风险曲线", "Curves"),
    # Parts of the folder that hang together
    "sector.instead": (
        "整个文件夹不是移走几份文件就能拆散的，但可以逐个板块拆散（各按自己的文件计分）：",
        "A few removals do not take the whole folder apart, but they do so sector by sector, each scored by its files:",
    ),
    "sector.lead": (
        "彼此相关的对象，以及提到它们的文件。",
        "Subjects that hang together, with the files that speak of them.",
    ),
    "sector.not_reached": (
        "移除 {files}后，{before} → {after}，仍高于目标 {target}",
        "{before} → {after} without {files}, still above the target of {target}",
    ),
    "sector.plan_title": ("逐个板块处理", "Sector by sector"),
    "sector.alone": ("单看这些文件：得分 {score}", "these files alone: score {score}"),
    "sector.plan_command": (
        "要看某个板块的完整清单：auditor shortlist 审计 --sector 序号。",
        "One sector in full: auditor shortlist AUDIT --sector N.",
    ),
    "sector.plan_said": (
        "每个板块只按提到它的文件计分，如同单独的文件夹：移除所列文件后的得分，就是对其余文件审计的得分。",
        "A sector is scored by the files that speak of it alone, as if they were a folder: the score without the files "
        "listed is that of an audit of the others.",
    ),
    "sector.reached": ("移除 {files}后，{before} → {after}", "{before} → {after} without {files}"),
    "sector.rest_in_report": (
        "其余 {n} 个板块见报告；只看一个板块：auditor shortlist 审计 --sector 序号。",
        "{n} more sectors stand in the report; one alone: auditor shortlist AUDIT --sector N.",
    ),
    "sector.then": ("之后得分 {score}", "score then {score}"),
    "sector.title": ("主题板块", "Sectors"),
    "sector.where": ("主要在 {folders}", "mostly in {folders}"),
    "sector.topics": ("主题词", "topics"),
    # What a finding says
    "say.cell": (
        "“{subject}”的 {n} 个问题由 {files} 份文件拼齐：{facets}",
        "{n} questions about “{subject}” are answered by {files} files together: {facets}",
    ),
    "say.cell_why": (
        "没有一份文件单独说出这些。关于它的全部问题，最多的一份答出 {single}，合在一起答出 {whole}。",
        "No single file says all this. Of all questions about it the most telling file answers {single}, together they "
        "answer {whole}.",
    ),
    "say.chain": ("“{left}”与“{right}”可由 {bridges} 联系起来", "“{left}” and “{right}” are joined by {bridges}"),
    "say.chain_many": ("；同处还提到 {others}", "; the same passages name {others}"),
    "say.chain_why": (
        "没有一份文件同时提到“{left}”和“{right}”。{steps}。放在一起看，外人就能把两者连上。",
        "No single file mentions both “{left}” and “{right}”. {steps}. Side by side, an outsider can join the two.",
    ),
    "say.list_and": ("{first}和{last}", "{first} and {last}"),
    "say.list_comma": ("、", ", "),
    "say.list_many": ("{names}等多个", "{names} and others"),
    "say.list_more": ("{names}及另外 {n} 个", "{names} and {n} more"),
    "say.quoted": ("“{name}”", "“{name}”"),
    "say.step": ("{file}（{where}）把“{left}”与{right}放在一起", "{file} ({where}) sets “{left}” beside {right}"),
    "say.step_carried": (
        "{file}（{where}）在“{carried}”之下提到{said}",
        "{file} ({where}) speaks of {said} under “{carried}”",
    ),
    "say.step_join": ("；", "; "),
    "say.why_cell": (
        "与 {others} 合看，能回答关于“{subject}”的更多问题，例如{facets}（{where}）",
        "with {others} it answers more questions about “{subject}”, such as {facets} ({where})",
    ),
    "say.why_chain": (
        "与 {others} 都写有 {bridges}（见{where}），一对照就知道“{left}”与“{right}”有关{more}",
        "has {bridges} ({where}) in common with {others}: side by side they show that “{left}” and “{right}” "
        "belong together{more}",
    ),
    "say.why_more.many": ("；移除后另有 {n:,} 条关联一并消失", "; {n:,} more links go with it"),
    "say.why_more.one": ("；移除后另有 {n} 条关联一并消失", "; {n} more link goes with it"),
    "say.why_part": (
        "与清单上其他文件一起，支撑同一批关联；单独留下它，关联仍可拼出",
        "supports the same findings as other files on this list; left alone, it keeps them alive",
    ),
    # The sheet
    "sheet.answered": ("{subject}，{facet}：{share}，{files}", "{subject}, {facet}: {share}, {files}"),
    "sheet.capped": (
        "此页列出最重要的 {shown:,} 个对象；其余 {rest:,} 个见 audit.json。",
        "This page lists the {shown:,} weightiest subjects; the other {rest:,} stand in audit.json.",
    ),
    "sheet.confidence": ("把握 {share}", "confidence {share}"),
    "sheet.known": (
        "关于它的全部问题，已拼出 {share}；单个文件最多给出 {single}",
        "Of all questions about it {share} are pieced together, {single} at most by a single file",
    ),
    "sheet.lead": (
        "一行一个对象，一列一个问题；点开格子看答案及其出处。",
        "A row for each subject, a column for each question; open a cell for the answers and the files behind them.",
    ),
    "sheet.legend_less": ("不确定", "unsure"),
    "sheet.legend_more": ("确定", "sure"),
    "sheet.legend_count": (
        "格中的数：有几个文件给出答案（不是得分）", "number in a cell: how many files answer, not a score"
    ),
    "sheet.legend_tick": (
        "百分比：关于该对象的全部问题拼出了多少；橙色竖线：单个文件最多给出多少",
        "percentage: of all questions about the subject; orange mark: the most that a single file gives",
    ),
    "sheet.surest": ("答案（把握大的在前）", "Answers, surest first"),
    "sheet.none": ("没有识别出行业对象。", "No subject of the sector was recognised."),
    "sheet.title": ("图景表：外人能知道什么", "The sheet: what an outsider can know"),
    # What is kept, and is to go
    "purge.done": ("已删除。", "Removed."),
    "purge.files.many": ("{n:,} 个文件的登记", "{n:,} files listed"),
    "purge.files.one": ("{n} 个文件的登记", "{n} file listed"),
    "purge.folders.many": ("{n:,} 个文件夹的状态", "the state of {n:,} folders"),
    "purge.folders.one": ("{n} 个文件夹的状态", "the state of {n} folder"),
    "purge.gone.many": ("{n:,} 条已移除内容的记忆", "{n:,} memories of removed content"),
    "purge.gone.one": ("{n} 条已移除内容的记忆", "{n} memory of removed content"),
    "purge.items.many": ("{n:,} 份读取结果", "{n:,} results of reading"),
    "purge.items.one": ("{n} 份读取结果", "{n} result of reading"),
    "purge.ledgers": (
        "decisions.toml 和 aliases.toml 保留；一并删除请加 --decisions。",
        "decisions.toml and aliases.toml stay; --decisions removes them too.",
    ),
    "purge.no_folder": (
        "{folder}：没有保存这个文件夹的任何状态；请检查路径和 --state，或用 --all",
        "{folder}: nothing is kept about this folder; check the path and --state, or give --all",
    ),
    "purge.no_run": (
        "--run {run}：没有这次运行；现有：{known}",
        "--run {run}: there is no such run; there are: {known}",
    ),
    "purge.not_asked": (
        "不在终端上，无法询问；确认删除请加 --yes",
        "there is no terminal to ask on; give --yes to remove this",
    ),
    "purge.nothing": ("没有可删除的内容。", "There is nothing to remove."),
    "purge.runs.many": ("{n:,} 次运行", "{n:,} runs"),
    "purge.runs.one": ("{n} 次运行", "{n} run"),
    "purge.stays": ("没有删除任何内容。", "Nothing was removed."),
    "purge.sure": ("确定删除？", "Remove this?"),
    "purge.what": ("将删除：{what}，共 {size}。", "To be removed: {what}; {size}."),
    "purge.which": (
        "请给出文件夹，或 --all，两者只能选一",
        "give either a FOLDER or --all",
    ),
    "purge.which_part": (
        "--run 只能与 FOLDER 同用；--run、--older-than、--decisions 只能给一个",
        "--run needs a FOLDER; give only one of --run, --older-than and --decisions",
    ),
    # The few files to deal with
    "shortlist.exact": (
        "按分量计，这份清单断开全部关联的 {broken}；已证明换任何其他 {n} 份都不会更多。",
        "By weight, this list breaks {broken} of the links; it is proved that no other {n} files break more.",
    ),
    "shortlist.greedy": (
        "按分量计，这份清单断开全部关联的 {broken}；任选 {n} 份，上限是 {bound}。",
        "By weight, this list breaks {broken} of the links; {bound} is the most that any {n} files could.",
    ),
    "shortlist.heading": ("# 拼合暴露审计：处理清单", "# Aggregation exposure audit: checklist"),
    "shortlist.copies_alike": ("副本须同样处理：{files}", "copies to be treated alike: {files}"),
    "shortlist.copies_too": ("须一并移除的副本：{files}", "copies that must go too: {files}"),
    "shortlist.lead": (
        "“之后得分”：本行及以上各行连同副本都移除后的得分。",
        "“Score then”: with this row, its copies and all above gone.",
    ),
    "shortlist.none": ("没有需要移除的文件。", "There is nothing to remove."),
    "shortlist.rest_in_report": (
        "其余 {n} 行见报告。",
        "{n} more rows stand in the report.",
    ),
    "shortlist.rest": (
        "其余 {n:,} 行见 audit.json。",
        "{n:,} more rows stand in audit.json.",
    ),
    "shortlist.title_whole": ("整个文件夹里断开关联最多的文件", "What breaks most over the whole folder"),
    "shortlist.title": ("先处理这些文件", "Deal with these files first"),
    "shortlist.with_copies": ("{files}（含 {copies}）", "{files} ({copies} among them)"),
    # What is enough to take out of a file
    "part.cell": ("清空{where}一格", "clearing the cell {where}"),
    "part.cells": ("清空{where}各格", "clearing the cells {where}"),
    "part.column": ("清空“{where}”一列", "clearing the column {where}"),
    "part.columns": ("清空 {where} 各列", "clearing the columns {where}"),
    "part.do": ("只需{parts}", "Enough: {parts}"),
    "part.all": (
        "凡写有“或者留下文件”的行都照此办、其余各行移除：得分 {score}（目标 {target}）。",
        "“Or keep the file” wherever offered, other rows removed: score {score} (target {target}).",
    ),
    "part.enough": (
        "或者留下文件，只{parts}（之后得分 {score}）",
        "or keep the file, only {parts} (score\u00a0then\u00a0{score})",
    ),
    "part.none": ("未找到只删一部分的办法", "no smaller cut found"),
    "part.command": (
        "凡能留下的都留下、并仍达到目标的清单：auditor shortlist 审计 --redact",
        "A list that keeps what may stay and still meets the target: auditor shortlist AUDIT --redact",
    ),
    "part.unsought": (
        "文件夹内容很多，没有逐行寻找只删一部分的办法。",
        "There is very much in this folder: smaller cuts were not looked for.",
    ),
    "part.hidden": ("{where}（{layer}）", "{where} ({layer})"),
    "part.in_file": ("{part}（{file}）", "{part} ({file})"),
    "part.layer": ("删除全部{where}", "taking out all {where}"),
    "part.layer.annotation": ("标注", "annotations"),
    "part.layer.attachment": ("附件", "attachments"),
    "part.layer.comment": ("批注", "comments"),
    "part.layer.covered_text": ("被遮盖的文字", "covered text"),
    "part.layer.embedded_object": ("嵌入对象", "embedded objects"),
    "part.layer.hidden_row_column": ("隐藏的行和列", "hidden rows and columns"),
    "part.layer.hidden_sheet": ("隐藏工作表", "hidden sheets"),
    "part.layer.hidden_slide": ("隐藏幻灯片", "hidden slides"),
    "part.layer.hidden_text": ("隐藏文字", "hidden text"),
    "part.layer.metadata": ("文档属性", "document properties"),
    "part.layer.speaker_notes": ("演讲者备注", "speaker notes"),
    "part.layer.tracked_deletion": ("修订中已删除的文字", "tracked deletions"),
    "part.layer.tracked_insertion": ("修订中新增的文字", "tracked insertions"),
    "part.layers": ("删除全部{where}", "taking out all {where}"),
    "part.page": ("删除{where}", "taking out {where}"),
    "part.pages": ("删除{where}", "taking out {where}"),
    "part.passage": ("删去{where}的文字", "taking out the text at {where}"),
    "part.passages": ("删去{where}的文字", "taking out the text at {where}"),
    "part.line": ("清空{where}", "clearing {where}"),
    "part.lines": ("清空{where}", "clearing {where}"),
    "part.row": ("清空{where}这一行", "clearing the row of {where}"),
    "part.rows": ("清空{where}这几行", "clearing the rows of {where}"),
    "part.sheet": ("删除工作表“{where}”", "taking out the sheet {where}"),
    "part.sheets": ("删除工作表 {where}", "taking out the sheets {where}"),
    "part.slide": ("删除{where}", "taking out {where}"),
    "part.slides": ("删除{where}", "taking out {where}"),
    # Ways to the target
    "set.brief": ("{name} {documents:,} 份→{score}", "{name} {documents:,} → {score}"),
    "set.command": (
        "列出全部：auditor shortlist 审计 --prefer {kind}",
        "List it: auditor shortlist AUDIT --prefer {kind}",
    ),
    "set.dates": ("日期 {first} 至 {last}", "dated {first} to {last}"),
    "set.fewest": ("断开最多", "breaking most"),
    "set.fewest.when": (
        "每移除一份都得征得同意时选它：用尽量少的文件断开几乎所有能断开的关联，再少就会少断许多。",
        "Choose it when every removal has to be asked for or argued: as few files as it takes to break nearly "
        "all that can be broken.",
    ),
    "set.frontier": ("移除 1、2、3……份后的得分：{scores}", "Score after 1, 2, 3 … removals: {scores}"),
    "set.lead_missed": (
        "“损失”：移除最新的一份计 1，越旧越小；您自己定的代价优先。",
        "“Loss”: removing the newest document counts 1, older ones less; a cost that you set counts instead.",
    ),
    "set.lead": (
        "每种办法都达到目标。“损失”：移除最新的一份计 1，越旧越小；您自己定的代价优先。",
        "Each meets the target. “Loss”: removing the newest document counts 1, older ones less; a cost that you set "
        "counts instead.",
    ),
    "set.least_loss": ("损失最小", "least loss"),
    "set.least_loss.when": (
        "文件还在使用时选它：避开较新的和您标为代价高的。",
        "Choose it while papers are in use: newer ones, and those that you called costly, are spared.",
    ),
    "set.listed": ("上面列出的就是这一种", "this is the list above"),
    "set.loss": ("损失 {cost:.1f}", "loss {cost:.1f}"),
    "set.missed": ("未达到目标", "misses the target"),
    "set.oldest": ("先旧后新", "oldest first"),
    "set.oldest.when": (
        "按保存期限清理时选它：从最旧的移除起，够了就停。",
        "Choose it where files are kept for a limited time: the oldest go first, until that is enough.",
    ),
    "set.only": (
        "只求了断开最多的几份；其余的可用 auditor shortlist 审计 --prefer least-loss 或 oldest 求出。",
        "Only the few that break most were looked for; auditor shortlist AUDIT --prefer least-loss or oldest finds "
        "others.",
    ),
    "set.with_copies": ("{documents}（连副本共 {files}）", "{documents} ({files} with copies)"),
    "set.same": ("这几种办法选出的是同样的文件。", "These ways choose the same files."),
    "set.title": ("达到目标的几种办法", "Ways to the target"),
    # State that cannot be used as it is
    "state.encrypted": (
        "{path}：这份状态已整体加密；请把名为 encrypt 的文件放回 --state 目录，或用 auditor purge 删除后重来",
        "{path}: this state is encrypted as a whole; put the file `encrypt` back into the folder of --state, or remove "
        "the state with auditor purge",
    ),
    "state.keyring": (
        "{path}：密钥在系统钥匙串里，现在取不到；请登录并解锁钥匙串，或用 --state 指定别处",
        "{path}: the key lies in the keyring of the system, which cannot be reached now; log in and unlock it, or give "
        "another folder with --state",
    ),
    "state.newer": (
        "{path}：这份状态由更新的版本写成；请升级本工具，或用 --state 指定别处",
        "{path}: a newer version wrote this state; upgrade this tool, or give another folder with --state",
    ),
    "state.no_sqlcipher": (
        "{path}：状态须整体加密，但没有安装 sqlcipher3；请安装 aggregation-auditor[sqlcipher]",
        "{path}: state is to be encrypted as a whole and sqlcipher3 is missing; install aggregation-auditor[sqlcipher]",
    ),
    "state.started_anew": (
        "状态数据库已损坏，移到 {path}；本次从头开始。",
        "The state database was damaged and set aside as {path}; this run starts from nothing.",
    ),
    # How far a file was read
    "status.all": ("全部", "all"),
    "status.partly": ("部分读取", "partly"),
    "status.read": ("已读", "read"),
    "status.skipped": ("跳过", "skipped"),
    "status.unread": ("未读", "unread"),
    # Columns that the person who carries out the list fills in
    "column.by": ("经办人", "by"),
    "column.done": ("已办", "done"),
    "column.on": ("办理日期", "on"),
    # Why a table of who shared what cannot be used
    "manifest.columns": (
        "{path}：第 {line} 行比标题多出几格；含逗号的文件名请加双引号",
        "{path}: line {line} has more cells than the heading; put names with a comma in double quotes",
    ),
    "manifest.csv": (
        "{path}：第 {line} 行不是有效的 CSV；请从表格软件另存为 CSV",
        "{path}: line {line} is not valid CSV; save it from a spreadsheet as CSV",
    ),
    "manifest.date": (
        "{path}：第 {line} 行的分享日期无法识别；请写成 2026-03-12 的形式",
        "{path}: line {line}: the date of sharing is none; write it like 2026-03-12",
    ),
    "manifest.empty": (
        "{path}：没有任何一行文件；请在标题行下面逐行列出文件",
        "{path}: no line names a file; list the files below the heading",
    ),
    "manifest.folder": (
        "{path}：这是文件夹，不是表格；请给出 .csv 或 .json 文件",
        "{path}: this is a folder, not a table; give a .csv or .json file",
    ),
    "manifest.json": (
        "{path}：第 {line} 行第 {column} 列不是有效的 JSON",
        "{path}: line {line}, column {column} is not valid JSON",
    ),
    "manifest.link": (
        "{path}：第 {line} 行的“公开链接”应为 是 或 否",
        "{path}: line {line}: `link open` should be yes or no",
    ),
    "manifest.no_path": (
        "{path}：标题行没有“路径”一列；认得的列名：路径、分享人、分享日期、可读人数、公开链接",
        "{path}: the heading has no column `path`; columns known: path, sharer, shared on, readers, link open",
    ),
    "manifest.path": (
        "{path}：第 {line} 行没有写文件路径",
        "{path}: line {line} names no file",
    ),
    "manifest.readers": (
        "{path}：第 {line} 行的可读人数应为 0 或正整数",
        "{path}: line {line}: `readers` should be a whole number, 0 or more",
    ),
    "manifest.shape": (
        "{path}：第 {line} 行的形式不对；应为列表，每项形如 {example}",
        "{path}: line {line} has the wrong form; give a list of entries like {example}",
    ),
    "manifest.twice": (
        "{path}：第 {line} 行与第 {before} 行说的是同一个文件，内容却不同；请只留一行",
        "{path}: line {line} and line {before} say different things of one file; keep one of them",
    ),
    "manifest.twice_column": (
        "{path}：标题行有两列都叫“{column}”；请只留一列",
        "{path}: two columns are called “{column}”; keep one of them",
    ),
    "manifest.unknown": (
        "{path}：其中 {n:,} 个文件不在文件夹里，例如 {files}；这些行不起作用",
        "{path}: files that are not in the folder: {n:,}, among them {files}; those lines have no effect",
    ),
    # Messages to those who shared a file, to be pasted one by one
    "letter.about": (
        "以下每一段是给一位分享者的消息，请逐人单独发送，不要发到群里：谁看到全部消息，就知道哪些文件重要。",
        "Each part below is a message to one sharer. Send each to that person alone, never to the group: whoever "
        "sees them all knows which files matter.",
    ),
    "letter.by_sector": (
        "这里只是整个文件夹的清单，移除这几份还不够；各板块的消息请用 "
        "auditor shortlist 审计 --sector 序号 --format letters 写出。",
        "This is the list of the whole folder alone, and it does not do; the messages of each sector are written by "
        "auditor shortlist AUDIT --sector N --format letters.",
    ),
    "letter.codes": (
        "分享者以代号显示；审计时加 --reveal 可显示姓名。",
        "Sharers are shown as codes; an audit with --reveal shows their names.",
    ),
    "letter.date": ("期限从审计日 {date} 起算 {days} 天；晚些发送时请改写。",
                    "The deadline is {days} days from the audit of {date}; change it if you send later."),
    "letter.enough": ("{path}（只{parts}也可以，文件可以留下）", "{path} (or keep it: {parts} is enough)"),
    "letter.enough_part": (
        "{path}（只删去其中一小部分也可以，文件可以留下；删哪里请联系群管理员）",
        "{path} (or keep it: taking out a small part is enough; ask the group's admin which)",
    ),
    "letter.part": ("{path}：{parts}", "{path}: {parts}"),
    "letter.part_ask": (
        "{path}：其中一小部分，具体请联系群管理员",
        "{path}: a small part of it; ask the group’s admin which",
    ),
    "letter.hello": ("您好！", "Hello,"),
    "letter.member": ("{archive}（其中的 {member}）", "{archive} (in it: {member})"),
    "letter.nobody": ("没有需要请人处理的文件。", "There is nothing to ask anyone for."),
    "letter.redact": (
        "下面由您分享的文件可以留下，只请在 {date} 之前换成删去下列内容的版本：",
        "These files that you shared may stay; please put a version without the following in their place by {date}:",
    ),
    "letter.other": (
        "下面的文件请先不要再转发；怎样处理（例如换成删减后的版本）想与您商量：",
        "Please do not pass these on for now; I would like to agree with you what to do with them, for example to "
        "share a shortened version instead:",
    ),
    "letter.remove": (
        "我们在整理群里的共享文件。下面由您分享的文件，想请您在 {date} 之前从共享文件夹中移除：",
        "We are tidying up the group's shared folder. Please take these files that you shared out of it by {date}:",
    ),
    "letter.stop": (
        "下面由您分享的文件，请今天就从共享文件夹中移除，并且不要再转发；原因不便在这里说，请联系群管理员当面或电话了解：",
        "Please take these files that you shared out of the folder today and do not pass them on; the reason is not "
        "for a message like this one, so please call or meet the group's admin:",
    ),
    "letter.thanks": (
        "移除后请在回收站里把上面这几个文件也逐个删掉（不要清空整个回收站），并取消分享链接。办好后请回复一声；有疑问或确实还要用到，也请回复。谢谢！",
        "Please delete just these from the recycle bin as well (do not empty it) and end any shared links. "
        "Answer this message when it is done, or if you have a question or still need a file there. Thank you!",
    ),
    "letter.partly": (
        "供您自己参考，不必发送。以下文件只读出一部分，其余内容请人工查看：",
        "For yourself, not to be sent. These files could be read only in part; look at the rest by hand:",
    ),
    "letter.thanks_stop": (
        "请先只取消共享、把它撤下来，不要彻底删除或清空回收站，也不要复制或再打开，等群管理员与您联系。办好后请回复一声。谢谢！",
        "Please take it out only: do not delete it for good or empty the recycle bin, copy it or open it again "
        "until the group's admin has spoken with you. Answer this message when it is done. Thank you!",
    ),
    "letter.where": (
        "有人愿意留下文件、只删去一小部分时，删哪里见处理清单。",
        "Where a small part of a file is enough to take out, the list says which.",
    ),
    "letter.title": ("给分享者的消息", "Messages to the sharers"),
    "letter.to": ("致：{sharer}（{files}）", "To: {sharer} ({files})"),
    "letter.to_first": ("先发，单独发。致：{sharer}（{files}）", "First, and by itself. To: {sharer} ({files})"),
    "letter.unknown": (
        "分享者不详：查明是谁上传的以后，再发给他",
        "sharer unknown: find out who uploaded these, then send it to them",
    ),
    "letter.unread": (
        "供您自己参考，不必发送。以下文件未能读取，内容没有检查，请人工查看：",
        "For yourself, not to be sent. These files could not be read, so look at them by hand:",
    ),
    "letter.why": (
        "这不是说文件本身有问题：单看都很平常，但与其他文件放在一起，外人可能看出本不该看出的情况，所以留在群里的越少越好。",
        "Nothing is wrong with the files by themselves: each is ordinary, but side by side with others they may "
        "tell an outsider more than anyone meant to share. The fewer of them stay, the better.",
    ),
    "letter.within": ("收到本消息后第 {days} 天", "the end of {days} days from now"),
    # The scripts that move files out of a local copy
    "move.about": (
        "把审计清单上的文件从文件夹的本机副本移到隔离文件夹。不加 {apply} 只显示将做什么，不动任何文件。",
        "Moves the files of an audit's shortlist out of a local copy of the folder. Without {apply} it only says what "
        "it would do.",
    ),
    "move.audited": ("审计：{folder}，{date}", "Audit: {folder}, {date}"),
    "move.back": ("已放回", "put back"),
    "move.back_already": ("早已放回", "back already"),
    "move.by_hand": ("请人工处理：", "By hand:"),
    "move.changed": ("未移动，审计之后内容有变或读不出", "not moved, changed since the audit or unreadable"),
    "move.changed_undo": ("未放回，内容有变或读不出", "not put back, changed or unreadable"),
    "move.count": ("完成 {n} 个，未完成 {m} 个。", "{n} done, {m} not done."),
    "move.dry": (
        "以上只是预演，没有动任何文件；确认后加 {apply} 再运行一次。",
        "This was a dry run and nothing was touched; run it again with {apply} to do it.",
    ),
    "move.failed": ("未移动，系统拒绝", "not moved, the system refuses"),
    "move.failed_undo": ("未放回，系统拒绝", "not put back, the system refuses"),
    "move.hash": ("缺少计算 SHA-256 的程序；请安装 sha256sum、shasum 或 openssl",
                  "no program for SHA-256 is here; install sha256sum, shasum or openssl"),
    "move.inside": ("隔离文件夹不能放在该文件夹里面；请另选一处",
                    "the quarantine must not lie in the folder itself; choose another place"),
    "move.local": (
        "移动的只是这份副本：共享平台上的文件请另行移除。若副本与云端自动同步，移走即从云端删除。",
        "Only this copy is changed: take the files off the platform as well. If the copy is synced with the platform, "
        "moving a file deletes it there.",
    ),
    "move.missing": ("不在文件夹里", "not in the folder"),
    "move.moved": ("已移动", "moved"),
    "move.no_folder": ("没有这个文件夹", "there is no such folder"),
    "move.no_manifest": ("没有这份记录文件", "there is no such manifest"),
    "move.no_quarantine": ("隔离文件夹无法建在这里；请先建好它", "the quarantine cannot be made here; make it first"),
    "move.no_record": ("记录文件写不进去，因此没有移动", "not moved, for the manifest cannot be written"),
    "move.odd_line": ("记录文件中有无法识别的一行", "a line of the manifest is not understood"),
    "move.reason.archive": ("在压缩包内；请打开 {archive}", "inside an archive; open {archive}"),
    "move.reason.name": ("这个名称无法写进脚本", "this name cannot be written in the script"),
    "move.reason.sum": ("审计时没有读到内容", "its content was not read by the audit"),
    "move.taken": ("未移动，目标处已有同名文件", "not moved, there is a file of that name already"),
    "move.taken_undo": ("未放回，原处已有同名文件", "not put back, there is a file of that name already"),
    "move.undo": ("全部放回原处：{command}", "To put everything back: {command}"),
    "move.unread": ("审计未能读取、请人工查看：", "Not read by the audit, look at them by hand:"),
    "move.usage": ("用法：", "Usage:"),
    "move.word.folder": ("文件夹", "FOLDER"),
    "move.word.manifest": ("记录文件", "MANIFEST"),
    "move.word.quarantine": ("隔离文件夹", "QUARANTINE"),
    "move.would": ("将移动", "would move"),
    # Why a score changed
    "cause.added": ("新增", "added"),
    "cause.aliases": ("名称合并", "aliases"),
    "cause.decisions": ("处理决定", "decisions"),
    "cause.edited": ("修改或改名", "edited, renamed"),
    "cause.profile": ("行业规则", "profile"),
    "cause.removed": ("移除", "removed"),
    "cause.tool": ("工具或读取", "tool or reading"),
    # What changed between two runs
    "drift.added_title": ("新增的文件", "Files added"),
    "drift.back": ("又出现：{files}", "Here again: {files}"),
    "drift.back_exact": ("{file}（原为 {was}，{gone} 时已不在）", "{file} (was {was}, seen gone on {gone})"),
    "drift.back_version": (
        "{file}（是 {was} 的另一版本，原件 {gone} 时已不在）",
        "{file} (a version of {was}, which was seen gone on {gone})",
    ),
    "drift.back_title": ("又出现的文件", "Here again"),
    "drift.causes": ("变化来自：{parts}", "The change comes from: {parts}"),
    "drift.copies_title": ("新副本", "New copies"),
    "drift.edited_title": ("修改的文件", "Files edited"),
    "drift.fate.changed": ("内容已改", "changed"),
    "drift.fate.gone": ("已办", "carried out"),
    "drift.fate.partly": ("部分已办", "carried out in part"),
    "drift.fate.returned": ("换名后仍在", "here under another name"),
    "drift.fate.stands": ("未办", "not carried out"),
    "drift.fates": ("此前要求处理的文件：{parts}", "What was to be dealt with: {parts}"),
    "drift.fates_title": ("此前要求处理的文件", "What was to be dealt with"),
    "drift.files": ("文件：{parts}", "Files: {parts}"),
    "drift.files.added": ("新增 {n:,}", "{n:,} added"),
    "drift.files.copies": ("新副本 {n:,}", "{n:,} new copies"),
    "drift.files.edited": ("修改 {n:,}", "{n:,} edited"),
    "drift.files.moved": ("改名或移动 {n:,}", "{n:,} renamed or moved"),
    "drift.files.none": ("没有变化", "no change"),
    "drift.files.removed": ("移除 {n:,}", "{n:,} removed"),
    "drift.files.unread": ("未读 {before:,} → {now:,}", "unread {before:,} → {now:,}"),
    "drift.findings": ("关联：{parts}", "Findings: {parts}"),
    "drift.findings.changed": ("依据变化 {n:,}", "{n:,} over something else"),
    "drift.findings.gone": ("消失 {n:,}", "{n:,} gone"),
    "drift.findings.new": ("新出现 {n:,}", "{n:,} new"),
    "drift.findings_changed": ("依据变化的关联", "Findings over something else"),
    "drift.findings_gone": ("消失的关联", "Findings that are gone"),
    "drift.findings_new": ("新出现的关联", "New findings"),
    "drift.listed_title": ("现在的处理清单", "The shortlist now"),
    "drift.moved_title": ("改名或移动的文件", "Files renamed or moved"),
    "drift.open": ("未接受部分 {before} → {now}", "without what was accepted {before} → {now}"),
    "drift.part": ("{cause} {change}", "{cause} {change}"),
    "drift.removed_title": ("移除的文件", "Files removed"),
    "drift.row_again": ("上次也在清单上", "on the list before"),
    "drift.row_new": ("新列入", "new on the list"),
    "drift.score": (
        "自 {date} 以来：得分 {before} → {now}（{change}），目标 {target}",
        "Since {date}: score {before} → {now} ({change}), target {target}",
    ),
    "drift.score_now": (
        "得分 {before} → {now}（{change}），目标 {target}",
        "Score {before} → {now} ({change}), target {target}",
    ),
    "drift.sheet": ("图景表：多出 {gained:,} 格，少了 {lost:,} 格", "sheet: {gained:,} cells more, {lost:,} fewer"),
    "drift.sheet_facet": (
        "{facet}：{before:,} → {now:,}（+{gained:,} -{lost:,}）",
        "{facet}: {before:,} → {now:,} (+{gained:,} -{lost:,})",
    ),
    "drift.sheet_title": ("图景表前后", "The sheet then and now"),
    "drift.straw": ("使得分超过目标的是：{what}", "What took the score over the target: {what}"),
    "drift.straw_file": ("{file}（{facts}）", "{file} ({facts})"),
    "drift.title": ("自 {date} 以来的变化", "What changed since {date}"),
    "drift.undivided.no_record": (
        "变化未分解：状态中没有这两次审计的记录；审计时用了 --state 的，请同样给出",
        "The change is not split: the state has no record of both runs; give the --state of the audits, if they had "
        "one",
    ),
    "drift.undivided.other_folder": (
        "变化未分解：两次审计的文件夹不同",
        "The change is not split: the two audits are of different folders",
    ),
    "drift.undivided.other_profile": (
        "变化未分解：两次审计用的行业规则不同，得分不宜直接相比",
        "The change is not split: the two audits used different profiles, so the scores do not compare",
    ),
    "drift.undivided.other_score": (
        "变化未分解：两次审计的计分版本不同，得分不可直接相比",
        "The change is not split: the two audits used different ways to score, so the scores do not compare",
    ),
    # All runs of a folder
    "history.axis": ("审计日期", "date of the audit"),
    "history.carried_out": ("已办", "done"),
    "history.change": ("变化", "change"),
    "history.chart": ("历次审计得分", "The score over the audits"),
    "history.chart_said": (
        "{n} 次审计，得分从 {first} 到 {last}，最低 {low}，最高 {high}",
        "{n} audits, the score from {first} to {last}, lowest {low}, highest {high}",
    ),
    "history.date": ("日期", "date"),
    "history.files": ("文件", "files"),
    "history.lead": (
        "“变化”是与上一次相比，“主因”是其中最大的一部分；“未接受”是扣除已接受部分后的得分；“已办”是此前要求处理、这次已不在的文件。",
        "“Change” is against the audit before, “main cause” its largest part, “open” the score without what was "
        "accepted, “done” what was to be dealt with and is gone.",
    ),
    "history.main_cause": ("主因", "main cause"),
    "history.none": (
        "{folder}：状态中没有这个文件夹的审计；请先运行 auditor audit，或用 --state 指定状态所在",
        "{folder}: the state has no audit of this folder; run `auditor audit` first, or say with --state where it lies",
    ),
    "history.open": ("未接受", "open"),
    "history.read": ("读出/未读", "read or partly/unread"),
    "history.score": ("得分", "score"),
    "history.title": ("{folder} · 历次审计", "{folder} · audits over time"),
    # Many folders
    "overview.after": ("清单之后", "with list"),
    "overview.after_rows": ("{score}（{n} 行）", "{score} ({n})"),
    "overview.audit": ("审计结果", "audit"),
    "overview.change": ("变化", "change"),
    "overview.date": ("日期", "date"),
    "overview.folder": ("文件夹", "folder"),
    "overview.likely": ("很可能在", "likely"),
    "overview.marked": ("密级", "marked"),
    "overview.more": (
        "另有 {n} 个文件夹；用 --format csv 列出全部",
        "{n} more folders; --format csv lists all",
    ),
    "overview.none": (
        "{place}：没有可用的审计结果；请给出 auditor audit 的输出目录，或其上级目录",
        "{place}: there is no audit that can be used; give an output folder of `auditor audit`, or one above it",
    ),
    "overview.said": (
        "{n} 个文件夹：{above} 个高于目标，{unread} 个有未读全的文件，{marked} 个有带密级标志的文件",
        "{n} folders: {above} above the target, {unread} with files not read wholly, {marked} with secrecy markings",
    ),
    "overview.score": ("得分", "score"),
    "overview.stop": (
        "停：下列文件夹含带密级标志的文件，请先按保密规定处理：{folders}",
        "Stop: these folders hold files with a secrecy marking; treat them first, by your secrecy rules: {folders}",
    ),
    "overview.target": ("目标", "target"),
    "overview.unread": ("未读全/全部", "not all read/all"),
    # Recurring audits
    "schedule.after.cron": (
        "cron 不会补做关机期间错过的运行。",
        "cron does not catch up on runs that fall due while the machine is off.",
    ),
    "schedule.after.systemd": (
        "用户定时器只在该用户登录期间运行；要在未登录时也运行，请执行 loginctl enable-linger。"
        "错过的运行会在开机后补做。",
        "Timers of a user run only while that user is logged in; to have them run at other times too: "
        "loginctl enable-linger. A run that was missed takes place once the machine is up.",
    ),
    "schedule.at": (
        "--at：应为 HH:MM，例如 12:30",
        "--at: give HH:MM, such as 12:30",
    ),
    "schedule.bad_name": (
        "{name}：任务名只能由小写字母、数字和连字符组成，最多 40 个字符",
        "{name}: a job's name consists of small letters, digits and hyphens, 40 at most",
    ),
    "schedule.cannot_express": (
        "{path}：{scheduler} 的文件里写不下这个路径；请换一个没有换行、控制字符和乱码的路径",
        "{path}: the files of {scheduler} cannot hold this path; use one without line breaks, control characters and "
        "bytes that are no text",
    ),
    "schedule.day": (
        "--day：每月为 1 到 28（每个月都有的日子），每周为 1（星期一）到 7（星期日），每天则不用给",
        "--day: of a month 1 to 28, which every month has; of a week 1 (Monday) to 7 (Sunday); with `day` give none",
    ),
    "schedule.every": (
        "--every：应为 month、week 或 day",
        "--every: give month, week or day",
    ),
    "schedule.every.day": ("每天 {at}", "every day at {at}"),
    "schedule.every.month": ("每月 {day} 日 {at}", "day {day} of every month at {at}"),
    "schedule.every.week": ("每周{day} {at}", "every {day} at {at}"),
    "schedule.experimental": (
        "{scheduler} 是实验性的，从未在其系统上试过，不会自动安装；请用 --print 查看，或用 --to DIR 写出文件",
        "{scheduler} is experimental, never tried on its own system, and is not put in place; look at it with --print, "
        "or have its files written with --to DIR",
    ),
    "schedule.gone": (
        "已移除任务 {name}；报告和状态仍在原处。",
        "Job {name} is removed; its reports and state stay where they are.",
    ),
    "schedule.in_clear": (
        "文件夹路径以明文写在 {path}，因为每次运行都要找到它。",
        "The folder's path stands in clear in {path}: each run has to find it.",
    ),
    "schedule.installed": (
        "任务 {name}：{when}，由 {scheduler} 启动；下次运行 {next}。报告：{report}",
        "Job {name}: {when}, started by {scheduler}; next run {next}. Report: {report}",
    ),
    "schedule.job.missing": (
        "{path}：没有这个任务；auditor schedule status 列出全部任务",
        "{path}: there is no such job; `auditor schedule status` lists those there are",
    ),
    "schedule.job.shape": (
        "{path}：{where} 不是任务文件应有的内容；请改正，或重新运行 auditor schedule install",
        "{path}: {where} is not what a job has there; correct it, or run `auditor schedule install` again",
    ),
    "schedule.job.toml": (
        "{path}：不是有效的 TOML：{where}；请改正，或重新运行 auditor schedule install",
        "{path}: not valid TOML: {where}; correct it, or run `auditor schedule install` again",
    ),
    "schedule.last": ("上次 {at}，退出码 {code}（{meaning}）", "last run {at}, exit code {code} ({meaning})"),
    "schedule.load": ("要启用它，请运行：\n    {command}", "To put it in place:\n    {command}"),
    "schedule.moved_by": ("--moved-by：应为 0 到 100 的数字", "--moved-by: give a number from 0 to 100"),
    "schedule.name_taken": (
        "{name}：{scheduler} 里已有同名任务，属于另一个状态文件夹；请用 --name 另起名",
        "{name}: {scheduler} has a job of this name already, of another state folder; give another with --name",
    ),
    "schedule.never_ran": ("尚未运行", "never ran"),
    "schedule.next": ("下次 {at}", "next run {at}"),
    "schedule.next_none": (
        "调度器里已没有它，不会运行；请重新安装",
        "its scheduler no longer has it; install it again",
    ),
    "schedule.next_unknown": ("下次运行由 {scheduler} 决定", "its next run is known to {scheduler} alone"),
    "schedule.no_env": (
        "{scheduler} 启动任务时看不到环境变量 {name}；请把密钥放进只有您可读的文件（chmod 600），改用 {setting}_file",
        "{scheduler} starts jobs without the environment variable {name}; keep the secret in a file that only you can "
        "read (chmod 600) and give {setting}_file",
    ),
    "schedule.no_scheduler": (
        "这台机器上 systemd 用户管理器没有响应，也没有 crontab；请用 --scheduler launchd 或 windows 加 --print，"
        "或自行定期运行 auditor schedule run",
        "the systemd user manager does not answer here and there is no crontab; try --scheduler launchd or windows "
        "with --print, or have `auditor schedule run` started in your own way",
    ),
    "schedule.none": (
        "没有定期任务；用 auditor schedule install 文件夹 建立一个",
        "there are no recurring audits; `auditor schedule install FOLDER` makes one",
    ),
    "schedule.ran": (
        "任务 {name}：得分 {before} → {after}，退出码 {code}（{meaning}）",
        "Job {name}: score {before} → {after}, exit code {code} ({meaning})",
    ),
    "schedule.refused": (
        "{command}：{said}；没有安装或移除任何任务",
        "{command}: {said}; nothing was installed or removed",
    ),
    "schedule.scheduler": (
        "--scheduler {scheduler}：没有这种调度器；可用：auto, {known}",
        "--scheduler {scheduler}: unknown; known: auto, {known}",
    ),
    "schedule.unload": ("若已启用它，请运行：\n    {command}", "If it was put in place:\n    {command}"),
    "schedule.weekday.1": ("一", "Monday"),
    "schedule.weekday.2": ("二", "Tuesday"),
    "schedule.weekday.3": ("三", "Wednesday"),
    "schedule.weekday.4": ("四", "Thursday"),
    "schedule.weekday.5": ("五", "Friday"),
    "schedule.weekday.6": ("六", "Saturday"),
    "schedule.weekday.7": ("日", "Sunday"),
    # What an exit code means
    "exit.0": ("得分不高于目标", "at or under the target"),
    "exit.1": ("得分高于目标", "above the target"),
    "exit.2": ("用法或配置有误", "wrong usage or configuration"),
    "exit.3": ("有文件未能读全", "some files were not read"),
    "exit.4": ("另一个审计正在进行", "another run was at work"),
    "exit.5": ("内部错误", "internal error"),
    # Notices, and why one was not delivered
    "notice.bad.form": (
        "第 {number} 个 [[notice]]：{setting} 的值不对；文本写成一行，port 为 1 到 65535，"
        "from 为邮箱地址，to 为邮箱地址列表，security 为 starttls、tls 或 none",
        "[[notice]] {number}: {setting} has a value that cannot be; texts are one line, port is 1 to 65535, from is a "
        "mail address, to a list of such, security is starttls, tls or none",
    ),
    "notice.bad.in_clear": (
        "第 {number} 个 [[notice]]：{setting} 是密钥，不能写在这里；"
        "请写 {setting}_file（只有您可读的文件）或 {setting}_env（环境变量名）",
        "[[notice]] {number}: {setting} is a secret and does not belong here; give {setting}_file, a file that only "
        "you can read, or {setting}_env, the name of an environment variable",
    ),
    "notice.bad.kind": (
        "第 {number} 个 [[notice]]：kind 为 {setting}，没有这种；可用：{known}",
        "[[notice]] {number}: kind {setting} is unknown; known: {known}",
    ),
    "notice.bad.missing": ("第 {number} 个 [[notice]]：缺少 {setting}", "[[notice]] {number}: {setting} is missing"),
    "notice.bad.twice": (
        "第 {number} 个 [[notice]]：{setting} 只能给一个",
        "[[notice]] {number}: give only one of {setting}",
    ),
    "notice.bad.unknown": (
        "第 {number} 个 [[notice]]：没有 {setting} 这一项；可用：{known}",
        "[[notice]] {number}: {setting} is unknown; known: {known}",
    ),
    "notice.bad.unprotected": (
        "第 {number} 个 [[notice]]：{setting} 会让通知在网络上不加密传输；"
        "请用 https、starttls 或 tls（仅本机可不加密），地址里不要写用户名和密码",
        "[[notice]] {number}: {setting} would send the notice unprotected over the network; use https, starttls or tls "
        "(in clear on this machine only), and no login in an address",
    ),
    "notice.bad_file": (
        "{path}：应为 TOML，其中至少有一个 [[notice]] 表，别无他物",
        "{path}: this should be TOML with at least one [[notice]] table and nothing else",
    ),
    "notice.delivered": ("通知已送达：{target}", "Notice delivered: {target}"),
    "notice.exit_code": ("退出码 {before} → {after}：{meaning}", "exit code {before} → {after}: {meaning}"),
    "notice.failed": ("通知未送达：{target}：{why}", "Notice not delivered: {target}: {why}"),
    "notice.failed.address": (
        "{detail}：地址无效，或不是 https",
        "{detail}: the address is not valid, or not https",
    ),
    "notice.failed.login": ("登录被拒绝；请检查 user 和密码", "the login was refused; check user and password"),
    "notice.failed.no_file": (
        "{detail}：文件读不到或为空",
        "{detail}: the file cannot be read or is empty",
    ),
    "notice.failed.no_protection": (
        "服务器不支持加密或登录；请检查 port 和 security",
        "the server offers no protection or no login; check port and security",
    ),
    "notice.failed.no_variable": ("环境变量 {detail} 未设置", "the environment variable {detail} is not set"),
    "notice.failed.open_file": (
        "{detail}：其他人也能读这个文件；请运行 chmod 600",
        "{detail}: others can read this file; run chmod 600 on it",
    ),
    "notice.failed.recipients": (
        "服务器不接受发件人或收件人；请检查 from 和 to",
        "the server does not take the sender or a recipient; check from and to",
    ),
    "notice.failed.refused": (
        "服务器拒绝了通知（代码 {detail}）；请检查密钥和机器人的安全设置",
        "the server refused it (code {detail}); check the secrets and the security settings of the robot",
    ),
    "notice.failed.status": (
        "服务器答复 HTTP {detail}；请检查地址",
        "the server answered HTTP {detail}; check the address",
    ),
    "notice.failed.timeout": ("服务器没有及时答复", "the server did not answer in time"),
    "notice.failed.unforeseen": ("未预料的错误（{detail}）", "unforeseen error ({detail})"),
    "notice.failed.unreachable": (
        "连不上服务器；请检查地址和网络",
        "the server cannot be reached; check the address and the network",
    ),
    "notice.failed.untrusted": (
        "服务器的证书不可信；自建服务器请用 ca_file 给出其证书",
        "the server's certificate is not trusted; for a server of your own give its certificate as ca_file",
    ),
    "notice.file": ("文件：{name}", "file: {name}"),
    "notice.files": (
        "文件：新增 {added}，移除 {removed}，改动 {edited}，重新出现 {back}",
        "files: {added} added, {removed} removed, {edited} edited, {back} come back",
    ),
    "notice.finding": ("新关联：{name}", "new finding: {name}"),
    "notice.findings": (
        "关联：新增 {new}（其中 {first} 条进入前十），消失 {gone}",
        "findings: {new} new ({first} of them among the first ten), {gone} gone",
    ),
    "notice.no_extra": (
        "这个任务要发通知，但没有安装通知组件；请运行 pip install 'aggregation-auditor[notify]'。审计本身不受影响。",
        "This job has notices to send, but the extra for notices is not installed; run "
        "pip install 'aggregation-auditor[notify]'. The audit itself is not touched by this.",
    ),
    "notice.open": ("未接受部分的得分 {before} → {after}", "score without what was accepted {before} → {after}"),
    "notice.report": ("报告在运行审计的机器上：{path}", "report, on the machine of the audit: {path}"),
    "notice.score": ("得分 {before} → {after}", "score {before} → {after}"),
    "notice.subject": ("auditor {job}：得分 {before} → {after}", "auditor {job}: score {before} → {after}"),
    "notice.subject.unfinished": (
        "auditor {job}：审计未能完成（退出码 {code}）",
        "auditor {job}: audit not finished (exit code {code})",
    ),
    "notice.unfinished": (
        "审计未能完成，没有新的得分；请在运行审计的机器上查看日志",
        "the audit was not finished and there is no new score; look at the log on the machine of the audit",
    ),
    # Decisions
    "bad_ledger.not_toml": (
        "{path}：第 {line} 行第 {column} 列不是有效的 TOML；请改正后再试，文件没有改动",
        "{path}: line {line}, column {column} is not valid TOML; mend it and try again, the file was left as it is",
    ),
    "bad_ledger.not_utf8": (
        "{path}：不是 UTF-8 文本；请另存为 UTF-8 后再试，文件没有改动",
        "{path}: this is no UTF-8 text; save it as UTF-8 and try again, the file was left as it is",
    ),
    "bad_ledger.unfinished": (
        "{path}：末尾不是有效的 TOML（值不完整或重复）；请改正后再试，文件没有改动",
        "{path}: not valid TOML at its end (a value is unfinished or given twice); mend it and try again, the file was "
        "left as it is",
    ),
    "decide.about.cell": ("对象补全", "completed subject"),
    "decide.about.chain": ("关联", "chain"),
    "decide.about.file": ("文件", "file"),
    "decide.done": (
        "已记入 {ledger}，从下次审计起生效。",
        "Written to {ledger}; it counts from the next audit on.",
    ),
    "decide.expired": ("已到期（重新计入）", "Expired (open again)"),
    "decide.expires": (
        "--expires {expires}：应为日期（如 2026-12-31）或 never",
        "--expires {expires}: give a date such as 2026-12-31, or never",
    ),
    "decide.garbled": (
        "第 {number} 条：{field} 不可用；请改正或删除该条",
        "entry {number}: {field} cannot be used; mend or delete the entry",
    ),
    "decide.in_force": ("有效", "In force"),
    "decide.line": ("{id} · {verdict} · {about} · 至 {expires}", "{id} · {verdict} · {about} · until {expires}"),
    "decide.line_never": ("{id} · {verdict} · {about} · 长期", "{id} · {verdict} · {about} · for good"),
    "decide.no_decision": (
        "--revoke {id}：没有唯一对应的决定；auditor decide AUDIT --list 可列出编号",
        "--revoke {id}: not the id of one decision; `auditor decide AUDIT --list` shows the ids",
    ),
    "decide.no_owner": (
        "接受须有人负责；请用 --owner 写明",
        "somebody has to answer for an acceptance; name them with --owner",
    ),
    "decide.no_reason": (
        "“{verdict}”须说明理由；请用 --reason 写明",
        "“{verdict}” needs a reason; give it with --reason",
    ),
    "decide.no_row": (
        "row:{row}：清单有 {rows} 行；请给出其中一行",
        "row:{row}: the shortlist has {rows} rows; give one of them",
    ),
    "decide.no_run": (
        "状态中没有 {taken_at} 的这次审计；请重新运行 auditor audit，再对新的结果作决定",
        "the state does not hold the audit of {taken_at}; run `auditor audit` again and decide on what it gives",
    ),
    "decide.no_state": (
        "{folder}：这里没有该文件夹的状态；请用审计时的 --state，或重新运行 auditor audit",
        "{folder}: no state of this folder is kept here; give the --state of the audit, or run `auditor audit` again",
    ),
    "decide.none": ("还没有任何决定。", "There are no decisions yet."),
    "decide.nothing_like": (
        "{what}：审计里没有这样的关联或文件；关联用编号，文件用路径或通配符，清单的行用 row:N",
        "{what}: the audit has no such finding or file; give a finding's id, a path or pattern, or row:N",
    ),
    "decide.orphaned": ("已无对象（内容已改变或已不在）", "Without object (it has changed or gone)"),
    "decide.past": (
        "--expires {expires}：这一天已过；请给出以后的日期",
        "--expires {expires}: that day is not in the future; give a later one",
    ),
    "decide.revoked": ("已撤销：{line}", "Revoked: {line}"),
    "decide.says_nothing": (
        "{what}：读不出任何内容，也没有可记的字节，无法据此识别；请用 --keep 保留",
        "{what}: nothing of it could be read, so it could not be told again; use --keep for it",
    ),
    "decide.several": (
        "{what}：有多个关联的编号以此开头；请多写几位",
        "{what}: the ids of several findings begin so; give more digits",
    ),
    "decide.superseded": ("已被更新的决定取代", "Overruled by a later one"),
    "decide.too_long": (
        "“{verdict}”最长 {days} 天，不能是 never；请给出较早的日期，到期可再次决定",
        "“{verdict}” stands for {days} days at most and never for good; give an earlier date, and decide anew then",
    ),
    "decide.too_many_words": (
        "--reason 和 --owner 各不超过 {most} 字",
        "--reason and --owner: {most} characters each at most",
    ),
    "decide.unparseable": ("无法识别的条目（不生效）", "Entries that cannot be used (void)"),
    "decide.verdict": (
        "{verdict}：不是可用的决定；可用：{known}",
        "{verdict}: no such verdict; known: {known}",
    ),
    "decide.which": (
        "请给出要决定的对象和决定，或 --list，或 --revoke，三者之一",
        "give what is decided upon and a verdict, or --list, or --revoke: one of the three",
    ),
    # A network for graph viewers
    "graph.counted": ("{nodes:,} 个节点（{kinds}），{edges:,} 条边", "{nodes:,} nodes ({kinds}), {edges:,} edges"),
    "graph.entity": ("名称和键", "names and keys"),
    "graph.file": ("文件", "files"),
    "graph.finding": ("关联", "findings"),
    "graph.key": ("键", "keys"),
    "graph.name": ("名称", "names"),
    "graph.two_tables": (
        "csv 是 nodes.csv 和 edges.csv 两个表；请用 --to 给出放它们的文件夹",
        "csv is two tables, nodes.csv and edges.csv; give the folder for them with --to",
    ),
    # A folder without some of its files
    "what_if.bad_date": (
        "{option} {given}：应为 2026-05 或 2026-05-06 这样的日期",
        "{option} {given}: give a date such as 2026-05 or 2026-05-06",
    ),
    "what_if.dated": ("日期 {first} 至 {last}", "dated {first} to {last}"),
    "what_if.digests": (
        "单独即可看出大部分内容的文件：现在 {now}；届时 {then}。",
        "Files that show nearly all of it alone: now {now}; then {then}.",
    ),
    "what_if.file": ("{file}（{share}）", "{file} ({share})"),
    "what_if.findings": (
        "关联：现在 {before} 处，届时 {after} 处；其中 {fallen} 处不再成立：",
        "Findings: {before} now, {after} then; no longer standing ({fallen}):",
    ),
    "what_if.findings_same": (
        "关联：现在 {before} 处，届时 {after} 处；没有一处不再成立。",
        "Findings: {before} now, {after} then; all of them stand.",
    ),
    "what_if.none": ("无", "none"),
    "what_if.nothing_asked": (
        "请说明哪些文件留下：--without、--only、--before、--after，至少给一个",
        "say which files stay: give at least one of --without, --only, --before and --after",
    ),
    "what_if.nothing_left": (
        "这样一个文件也不会留下；请放宽条件",
        "no file would stay; ask for less",
    ),
    "what_if.risen": (
        "{n} 处关联届时才出现（现在有一份要移除的文件单独说全，或说明两个名称是同一个）：",
        "{n} appear that do not stand now (a file that goes says it all alone, or that two names are one):",
    ),
    "what_if.score": (
        "移除 {files}后，得分从 {before} 变为 {after}（目标 {target}）。",
        "Without {files} the score goes from {before} to {after} (target {target}).",
    ),
    "what_if.stays": ("{of}中留下 {files} 个", "{files} of {of} stay"),
    "what_if.telling": (
        "单独最能说明问题的文件（占全部文件所说内容）：现在 {now}；届时 {then}。",
        "The file that tells most alone (of all that the files tell): now {now}; then {then}.",
    ),
    "what_if.undated": ("{n} 个没有日期", "{n} without a date"),
    "verdict.accept": ("接受", "accept"),
    "verdict.cannot-act": ("无法处理", "cannot act"),
    "verdict.false-positive": ("误报", "false positive"),
    "verdict.redact": ("脱敏", "redact"),
    "verdict.remove": ("移除", "remove"),
}  # fmt: skip


def text(key: str, lang: str, /, **values: object) -> str:
    """Give one message in one language.

    Raises:
        KeyError: The key or the language is unknown, or a value that the message names is not given.
    """
    return MESSAGES[key][{"zh": 0, "en": 1}[lang]].format(**values)


def count(noun: str, n: int, lang: str, /, **values: object) -> str:
    """Give a counted noun, "1 file" or "7 files"; nouns are the `count.` keys, and keys with `one` and `many`."""
    stem = noun if "." in noun else f"count.{noun}"
    return text(f"{stem}.{'one' if n == 1 else 'many'}", lang, n=n, **values)


def label(group: str, name: str, lang: str) -> str:
    """Give the word for a kind, layer, status ... ; a name without one speaks for itself."""
    return text(f"{group}.{name}", lang) if f"{group}.{name}" in MESSAGES else name


def share(value: float, lang: str) -> str:
    """Give a share of 0.0 to 1.0 as a percentage; something is never shown as nothing."""
    shown = "<1" if 0 < value < 0.01 else f"{value * 100:.0f}"
    return f"{shown}%" if lang == "zh" else f"{shown}\u00a0%"
