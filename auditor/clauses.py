"""Says in a reader's language why a file was not read, or not whole.

Readers say it in English, in audit.json it stands so. It is put together of clauses: "p.3: needs a password",
"part xl/styles.xml: KeyError; read as far as it goes". Each clause has its Chinese here, and a test walks through the
readers for those that have none. What the system or another program says stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter

from auditor import spots

# Chinese, then English as readers write it. {n} and {of} are numbers, {why} is a detail again, {where} a place,
# {what} a clause; any other field stays as it is. What a file is made of comes first, then what is wrong with it.
CLAUSES: tuple[tuple[str, str], ...] = (
    # The parts of a file
    ("操作", "actions"),
    ("{where}的操作", "{where} actions"),
    ("{where}的批注 {n}", "{where} annotation {n}"),
    ("批注", "annotations"),
    ("文档批注", "annots"),
    ("压缩包目录", "archive directory"),
    ("附件", "attachment"),
    ("第 {n} 个附件", "attachment {n}"),
    ("附件", "attachments"),
    ("书签", "bookmarks"),
    ("日历", "calendar"),
    ("流程图", "diagram"),
    ("名片", "cards"),
    ("字符格式", "character looks"),
    ("聊天记录", "chat"),
    ("批注作者", "comment authors"),
    ("批注", "comments"),
    ("{where}的批注", "comments of {where}"),
    ("容器", "container"),
    ("内容", "content"),
    ("自定义标引", "custom tags"),
    ("自定义标引", "customtags"),
    ("内嵌数据的地址", "data address"),
    ("数据模型", "data model"),
    ("数据库", "database"),
    ("目录", "directory"),
    ("文档", "document"),
    ("第 {n} 个文档的{where}", "document {n} {where}"),
    ("绘图", "drawing"),
    ("{where}的绘图", "drawing on {where}"),
    ("绘制的图片", "a drawn picture"),
    ("嵌入对象", "embedded object"),
    ("第 {n} 个嵌入对象", "embedded object {n}"),
    ("嵌入对象", "embedded objects"),
    ("文件末尾", "end"),
    ("EPUB 包", "EPUB package"),
    ("扩展", "extensions"),
    ("表单域", "field"),
    ("表单域", "fields"),
    ("文件", "file"),
    ("{where}的表单域", "{where} form field"),
    ("第 {n} 个框架", "frame {n}"),
    ("文件头", "header"),
    ("图层", "layers"),
    ("链接", "links"),
    ("页面清单", "list of pages"),
    ("{name} 的链接", "links of {name}"),
    ("第 {n} 个邮件部分", "mail part {n}"),
    ("母版", "master"),
    ("元数据", "metadata"),
    ("{where}的元数据", "{where} metadata"),
    ("{where}的批注", "{where} note"),
    ("{where}的批注（隐藏）", "{where} note (hidden)"),
    ("{where}的批注", "{where} notes"),
    ("备注", "notes"),
    ("{where}的备注", "notesSlide of {where}"),
    ("第 {n} 个对象", "object {n}"),
    ("不属于任何文档的{where}", "{where} of no document"),
    ("文件包", "package"),
    ("打包的文件", "packaged file"),
    ("页面", "page"),
    ("页码", "page labels"),
    ("页面", "pages"),
    ("段落格式", "paragraph looks"),
    ("部件 {name}", "part {name}"),
    ("图片", "picture"),
    ("一张图片", "a picture"),
    ("{n} 张图片", "{n} pictures"),
    ("图片", "pictures"),
    ("文字块表", "piece table"),
    ("演示文稿", "presentation"),
    ("属性", "properties"),
    ("早先版本的属性", "properties of an earlier revision"),
    ("查询", "queries"),
    ("记录", "records"),
    ("资源", "resources"),
    ("{where}的资源", "{where} resources"),
    ("富文本正文", "rich text body"),
    ("图表", "chart"),
    ("图表", "chartEx"),
    ("图示数据", "diagramData"),
    ("绘图", "vmlDrawing"),
    ("打印设置", "printerSettings"),
    ("批注", "threadedComment"),
    ("工作表", "a sheet"),
    ("工作表的{what}", "{what} of a sheet"),
    ("第 {n} 张工作表", "sheet {n}"),
    ("第 {n} 页", "page {n}"),
    ("签名", "signatures"),
    ("Slack 导出文件", "Slack export"),
    ("文件里的声音或影片", "a sound or film in the file"),
    ("数据流", "stream"),
    ("结构", "structure"),
    ("样式", "styles"),
    ("字幕", "subtitles"),
    ("表格", "table"),
    ("Telegram 导出文件", "Telegram export"),
    ("模板", "template"),
    ("{where}的模板", "{where} template"),
    ("文字", "text"),
    ("TNEF 属性", "TNEF attribute"),
    ("TNEF 正文", "TNEF body"),
    ("版本", "version"),
    ("第 {n} 个版本", "version {n}"),
    ("压缩目录", "zip directory"),
    # Passwords and rights
    ("各章需要书店的密钥", "chapters need the shop's key"),
    ("部分内容已加密", "parts of it are encrypted"),
    ("需要密码", "needs a password"),
    ("需要密码，文件名也已加密", "needs a password, for the names too"),
    ("需要密码；加密说明不完整", "needs a password; its description ends early"),
    ("需要密码；加密说明异常（{name}）", "needs a password; its description is odd: {name}"),
    ("需要密码；加密方式不常见", "needs a password; locked in an unusual way"),
    ("需要密码或授权", "needs a password or a licence"),
    ("工作簿需要密码", "workbook needs a password"),
    ("已加密的办公文件", "encrypted office file"),
    ("受权限管理保护的文件", "file under rights management"),
    (
        "用常见密码打开了，但里面是无法读取的 {kind} 文件",
        "opened by the common password, but inside is a file of kind {kind}",
    ),
    ("PGP，需要密钥", "PGP, needs a key"),
    ("PGP 或 S/MIME", "PGP or S/MIME"),
    ("需要密钥", "needs a key"),
    # Formats that are not read, and what to do
    ("不支持读取 {kind} 类文件", "no reader for a file of kind {kind}"),
    ("需要 {name}，本机没有安装", "needs {name}, which is not installed"),
    ("PowerPoint 4 或更早版本", "PowerPoint 4 or older"),
    ("另存为 {kind} 后即可读取", "save it as {kind} to have it read"),
    ("请另存为 {kind}", "save it as {kind}"),
    ("请另存为 {kind} 或 {other}", "save it as {kind} or {other}"),
    ("Zstandard 压缩须用 Python 3.14 或更新版本读取", "Zstandard is read by Python 3.14 and later"),
    ("采用 RAR 自有的压缩方法", "compressed by RAR's own method"),
    ("采用的压缩方法是 {name}", "compressed by {name}"),
    ("unar 也不能完整取出", "unar does not give it whole"),
    ("不明程序的 OLE 文件", "OLE file of a program that is not known"),
    ("没有文档的宏", "macros without a document"),
    ("Visio 图", "Visio drawing"),
    ("Publisher 文档", "Publisher document"),
    ("PowerPoint 95 演示文稿", "PowerPoint 95 presentation"),
    ("Windows 的图片预览", "picture previews of Windows"),
    ("韩文（Hangul）文档", "Hangul document"),
    ("StarOffice 文档", "StarOffice document"),
    ("StarOffice 表格", "StarOffice sheet"),
    ("StarOffice 图", "StarOffice drawing"),
    ("项目计划", "Project plan"),
    ("SolidWorks 模型", "SolidWorks model"),
    ("Inventor 模型", "Inventor model"),
    ("由不支持的程序生成", "of a program whose files are not read"),
    ("其中说的话不会读取", "what it says is not read"),
    ("其中显示的内容没有读取", "what it shows is not read"),
    ("不读取内嵌数据库的表", "the tables of an embedded database are not read"),
    ("不读取数据模型的表", "the tables of the data model are not read"),
    ("二进制工作簿里是 XML 工作表", "an XML sheet in a binary workbook"),
    ("类型不明的对象", "object of an unknown kind"),
    ("类型不明的压缩文字", "compressed text of an unknown kind"),
    ("既未签名也未加密", "neither signed nor encrypted"),
    ("系统或程序的文件夹，其中内容不读取", "folder of a program or of the system; nothing in it is read"),
    ("系统文件", "system file"),
    ("macOS 为另一文件存的附加部分", "macOS's second half of another file"),
    ("办公软件为另一文件加的锁", "an office program's lock on another file"),
    ("macOS 的文件夹视图", "macOS's folder view"),
    ("macOS 的文件夹图标", "macOS's folder icon"),
    ("Windows 的图片预览", "Windows' picture previews"),
    ("Windows 的文件夹视图", "Windows' folder view"),
    # Pictures
    ("一页", "a page"),
    ("{n} 页", "{n} pages"),
    ("{what}只有图片或图形，没有自己的文字：{where}", "{what} with an image or shapes and no text of its own: {where}"),
    ("文档里只有图片", "the document shows pictures only"),
    ("幻灯片里只有图片", "the slides show pictures only"),
    ("图片太多，没有全部交付识别", "there are more than are handed on to be read"),
    ("还有 {n} 张，超出每个文件查看的数量", "{n} more than are looked into of one file"),
    ("这些页有图片或图形而没有文字：{where}", "pages with images or shapes and no text: {where}"),
    ("无法解码图片（{name}）", "the picture cannot be decoded: {name}"),
    ("图片不完整", "the picture ends early"),
    ("已识别，但不太可靠", "recognised, but with doubt"),
    ("文字识别没有得到文字", "recognition found no text"),
    ("像素太多，无法识别", "too many pixels for recognition"),
    ("太小，看不清文字", "too small for letters"),
    ("无法绘制", "cannot be drawn"),
    # Nothing in it
    ("空文件", "zero bytes"),
    ("只有空白", "nothing but blanks"),
    ("空的压缩包", "an archive with nothing in it"),
    ("{kind} 文件里没有文字", "no text found in a file of kind {kind}"),
    ("{n} 字节里，除元数据外没有文字", "no text found in {n} bytes outside the metadata"),
    ("没有内容", "holds no bytes"),
    ("没有页面", "no pages"),
    ("邮箱文件", "mailbox"),
    ("没有邮件", "no message found"),
    # Limits
    ("解包后大小超过 {n} 倍", "expands more than {n} times"),
    ("{what}解包后大小超过 {n} 倍", "{what} expands more than {n} times"),
    ("解包后过大", "expands too far"),
    ("压缩文字解包后过大", "compressed text expands too far"),
    ("数据流解包后超过 {n} 字节", "a stream unpacks to more than {n} bytes"),
    ("超过 {n} 字节", "more than {n} bytes"),
    ("大小 {n} 字节，最多读取 {of} 字节", "{n} bytes; at most {of} are read"),
    ("压缩包解包后超过 {n} 字节", "the archive unpacks to more than {n} bytes"),
    ("压缩包解包后总共超过 {n} 字节", "the archive unpacks to more than {n} bytes in all"),
    ("外层压缩包总共超过 {n} 个文件", "the outer archive has more than {n} files in all"),
    ("外层压缩包解包后超过每个压缩包的读取上限", "the outer archive unpacks to more than is read of one archive"),
    ("套在 {n} 层压缩包里，更深的不再打开", "lies in {n} archives; deeper ones are not opened"),
    ("套在 {n} 层文件里，更深的不再打开", "lies in {n} files; deeper ones are not opened"),
    ("套了三层以上压缩，不再解开", "packed three times over or more, not unpacked"),
    ("日文", "text in Japanese"),
    ("韩文", "text in Korean"),
    ("俄文一类的文字", "text in Russian or like it"),
    ("阿拉伯文一类的文字", "text in Arabic or like it"),
    ("泰文", "text in Thai"),
    ("希伯来文", "text in Hebrew"),
    ("印度的文字", "text in an Indian language"),
    ("嵌套太深", "nested too deep"),
    ("邮件嵌套太深", "mails nested too deep"),
    ("嵌套太深，无法读取", "nested deeper than a reader can follow"),
    ("嵌套太深，只按普通文字读取", "nested deeper than a tree can be, read without its structure"),
    ("元素嵌套太深，不按层次读取", "elements nested too deep, read without their nesting"),
    ("分组嵌套超过 {n} 层", "groups nested deeper than {n}"),
    ("图形无限嵌套，没有读取", "draws forms within forms without end, not read"),
    ("绘制对象超过 {n} 个，或无限嵌套", "draws more than {n} objects, or objects within objects without end"),
    ("文件头里无限嵌套文件头", "a header in a header without end"),
    ("批注、表单域和名称超过 {n} 个", "more than {n} objects of notes, fields and names"),
    ("标记超过 {n} 个", "more than {n} tags"),
    ("{n} 个部件", "{n} parts"),
    ("有问题的页超过 {n} 页，读到{where}为止", "more than {n} pages with problems, not read on after {where}"),
    ("只读取 {n} 个成员", "only {n} members are read"),
    ("共 {n} 个成员，读取 {of} 个", "{n} members, {of} are read"),
    ("只读取 {n} 封邮件", "only {n} messages are read"),
    ("第二种读取办法每张表只读 {n} 行", "only {n} rows of a sheet are read by the second reader"),
    ("只保留前 {n} 段文字", "only the first {n} pieces of text are kept"),
    ("文字多于每个文件的保留上限", "gave more text than is kept of one file"),
    ("{name} 给出的内容超过每个文件的读取上限", "{name} made more than is read of one file"),
    ("超出 {n} 字的部分不读取", "text beyond {n} characters is not read"),
    ("到文字上限为止，保留 {n} 段", "cut after {n} segments, where the text limit lies"),
    ("{of} 个早先版本中有 {n} 个没有读取", "{n} earlier revisions of {of} are not read"),
    ("其余没有读取", "the rest is not read"),
    ("超过时间限制而停止", "stopped at the time limit"),
    ("超过时间限制而停止；此前读到的已保留", "stopped at the time limit; what was read before is kept"),
    (
        "文字已读取；查找名称和数值到时间限制为止，此前找到的已保留",
        "the text is read, names and values were looked for until the time limit; what was found before is kept",
    ),
    ("超过内存限制而停止", "stopped at the memory limit"),
    ("超过内存限制而停止；此前读到的已保留", "stopped at the memory limit; what was read before is kept"),
    ("{seconds} 秒后停止", "stopped after {seconds} s"),
    ("计算 {seconds} 秒后停止", "stopped after {seconds} s of computing"),
    ("系统内存不足而被终止", "killed by the system, which was short of memory"),
    ("数据流要求的内存超出可用量", "the stream asks for more memory than there is"),
    ("读取进程异常终止（{name}）", "the reading process died of {name}"),
    ("读取进程自行结束，代码 {n}", "the reading process ended by itself with code {n}"),
    ("读取进程的回复无法理解", "the reading process sent what cannot be understood"),
    ("{at} 处出错（{name}）", "{name} at {at}"),
    # Archives
    ("第 {n} 个之后的成员没有读取：{why}", "members behind number {n} were not read: {why}"),
    ("其中 {of} 个文件里的 {n} 个", "{n} of {of} files in it"),
    ("文件头损坏，从下一个成员继续读取", "a header is damaged; members are read from the next one on"),
    ("没有目录，按各成员自己的文件头读取", "no directory; members found by their own headers"),
    ("没有目录也找到 {n} 个部件", "{n} parts found without it"),
    ("压缩包在它中间结束", "the archive ends inside it"),
    ("压缩包在成员中间结束", "the archive ends inside a member"),
    ("压缩包里没有它", "the archive does not hold it"),
    ("那里没有成员", "no member there"),
    ("与另一成员的字节重叠", "its bytes are those of another member"),
    ("校验和不符", "its checksum differs"),
    ("文件头的校验和不符", "the header's checksum differs"),
    ("数据块不完整", "its block ends early"),
    ("在第一个文件头中间结束", "ends inside its first header"),
    ("在文件头之前结束", "ends before its header"),
    ("在内容之前结束", "ends before its content"),
    ("可能是{why}", "perhaps {why}"),
    (
        "分卷压缩包的一卷；合并后即可读取其成员",
        "a part of an archive in several files; put together, its members can be read",
    ),
    ("链接，不跟随", "a link; it is not followed"),
    (
        "链接；所指的文件只有本身在文件夹里才会读取",
        "a link; what it points to is read only where it lies in the folder itself",
    ),
    ("设备或管道，不打开", "a device or pipe; it is not opened"),
    # Damage
    ("{where}：不能确定文字编码，按 {codec} 读取", "{where}: its encoding is not certain, read as {codec}"),
    ("五十个字里有一个以上不是 {codec}", "more than one character in 50 is not {codec}"),
    ("{n} 个字没有对应的 Unicode", "{n} characters without a Unicode value"),
    ("{of} 字中缺 {n} 字", "{n} of {of} characters are missing"),
    ("文件在正文结束之前就断了", "the file ends before its text does"),
    ("正文在文件之外", "text outside the file"),
    ("文件头所指之处没有文字", "no text where the header says"),
    ("没有文字块表，也没有文字", "no piece table and no text"),
    ("不是 Word 文档", "no Word document"),
    ("整个文档是一条注释", "a comment is the whole document"),
    ("没有文件头", "no header"),
    ("没有复合文件头", "no compound file header"),
    ("没有目录", "no directory"),
    ("没有签名", "no signature"),
    ("扇区大小不合理", "sector size out of range"),
    ("没有工作簿数据流", "no workbook stream"),
    ("工作簿没有列出工作表", "workbook lists no sheets"),
    ("工作簿数据流以别的记录开头", "workbook stream begins with another record"),
    ("工作簿数据流不完整", "workbook stream ends early"),
    ("工作表没有对应的部件", "sheet has no part"),
    ("记录不在工作簿所说之处", "its records are not where the workbook says"),
    ("记录不完整", "its records end early"),
    ("一条记录不完整", "a record ends early"),
    ("一段文字超出所在的记录", "a text ends behind its record"),
    ("压缩文字不完整", "compressed text ends early"),
    ("对象不完整", "object ends early"),
    ("属性集不完整", "property set ends early"),
    ("设置不完整", "settings end early"),
    ("表不完整", "table ends early"),
    ("数据流不完整", "the stream ends early"),
    ("数据流损坏（{name}）", "the stream is damaged: {name}"),
    ("找不到幻灯片数据流", "the stream of slides cannot be found"),
    ("没有指向演示文稿，全部记录按顺序读取", "it points at no presentation; all records are read in their order"),
    ("没有幻灯片清单，按编号排列", "the list of slides is missing; slides come by their numbers"),
    ("不在目录所说之处", "not found where the directory says"),
    ("缺少对应的部件", "its part is missing"),
    ("缺少该页的部件", "the page's part is missing"),
    ("缺少部件 {name}", "part {name} is missing"),
    ("部件 {name} 带有 DOCTYPE", "part {name} has a DOCTYPE"),
    ("XML 带有 DOCTYPE", "XML with a DOCTYPE"),
    ("其 DOCTYPE 定义了实体，按普通文字读取", "its DOCTYPE declares entities, read as plain text"),
    ("在属性中间结束", "ends within an attribute"),
    ("结束时有 {n} 个分组没有关闭", "ends within {n} open groups"),
    ("格式不规范", "not well formed"),
    ("压缩存放的图形无法解开", "its packed drawing does not unpack"),
    ("超出 {n} 兆字节的部分不读取", "what lies beyond {n} MB is not read"),
    ("不是 base64", "not base64"),
    ("内容无效，按普通文字读取", "not valid, read without its structure"),
    ("{n} 行无效，按普通文字读取", "{n} lines are not valid, read as text"),
    ("按一整块读取", "read as if it were in one piece"),
    ("已损坏", "damaged"),
    ("读到损坏处为止", "read as far as it goes"),
    ("缺少末尾，现有的页已读取", "its end is missing; the pages that are there are read"),
    ("缺少末尾，现有的内容已保留", "its end is missing; what is there is kept"),
    ("对象表已修复", "its table of objects was mended"),
    ("无法打开", "cannot be opened"),
    ("其压缩包无法打开", "their archive cannot be opened"),
    ("无法解压", "cannot be inflated"),
    ("PDFium 错误 {n}，pdfminer 也没有得到文字", "PDFium error {n}, pdfminer finds no text"),
    ("PDFium 错误 {n}", "PDFium error {n}"),
    ("只由 pdfminer 读取", "read by pdfminer alone"),
    ("改由 {name} 读取", "read by {name} instead"),
    ("可能缺少批注、隐藏和已删除的文字", "comments, hidden and deleted text may be missing"),
    ("可能缺少隐藏和已删除的文字", "hidden and deleted text may be missing"),
    ("另有 {n} 个同类问题", "and {n} more of this kind"),
    # Of the folder itself
    ("命名管道", "a FIFO"),
    ("套接字", "a socket"),
    ("设备", "a device"),
    ("{what}，不是普通文件", "{what}, not a file"),
    ("不是普通文件", "not a regular file"),
    ("没有权限", "Permission denied"),
    ("已不在", "No such file or directory"),
    ("磁盘读取错误", "Input/output error"),
    ("读取文件夹时有变化或已不在，请重新审计", "changed or went away while the folder was read; audit it again"),
)
# What a reader's library calls the fault: the name of a class says nothing to a reader of either language.
FAULTS = {
    "BadZipFile": ("结构损坏", "it is damaged"),
    "EOFError": ("提前结束", "it ends early"),
    "IndexError": ("数据不全", "data is missing"),
    "KeyError": ("数据不全", "data is missing"),
    "NotImplementedError": ("写法不受支持", "written in a way that is not supported"),
    "OSError": ("读取出错", "reading it failed"),
    "RuntimeError": ("读取出错", "reading it failed"),
    "TypeError": ("数据无效", "data is not valid"),
    "UnicodeDecodeError": ("数据无效", "data is not valid"),
    "ValueError": ("数据无效", "data is not valid"),
    "error": ("数据损坏", "data is damaged"),
}
_FAULT = re.compile(rf"(?:(?<=: )|^)(?:{'|'.join(FAULTS)})(?=; |$)")
_LONGEST = 1000  # characters; readers name a place or twenty pages, never more
_NUMBERS = ("n", "of", "seconds")


def _form(template: str) -> re.Pattern[str]:
    """Give the pattern of what a clause's English becomes once its fields are filled in."""
    parts = (re.escape(literal) + _group(name) for literal, name, _, _ in Formatter().parse(template))
    return re.compile("".join(parts), re.DOTALL)


def _group(name: str | None) -> str:
    """Give the pattern of a field: numbers, a detail, or what no other clause begins in."""
    if name is None:
        return ""
    inside = r"[\d.]" if name in _NUMBERS else "." if name == "why" else "(?!: |; )."
    return f"(?P<{name}>(?:{inside})+)"


# Those that say most come first: a clause that is all but a field would take any other.
_FORMS = tuple(
    (_form(english), chinese)
    for chinese, english in sorted(CLAUSES, key=lambda pair: (-len(re.sub(r"\{\w+\}", "", pair[1])), pair[1]))
)


@lru_cache(maxsize=65536)
def said(detail: str, lang: str) -> str:
    """Give a problem's detail in a language; what is no clause of ours, as a system's own words, stays as it is."""
    if len(detail) > _LONGEST:
        return detail
    if lang == "en":
        return _FAULT.sub(lambda match: FAULTS[match.group()][1], detail)
    if known := _clause(detail):
        return known
    for mark, chinese in (("; ", "；"), (": ", "：")):
        head, found, rest = detail.partition(mark)
        if found:
            return said(head.rstrip(), lang) + chinese + said(rest, lang)
    return FAULTS[detail][0] if detail in FAULTS else spots.place(detail, lang)


def _clause(detail: str) -> str:
    """Give the Chinese of one clause, "" for what is none."""
    for form, chinese in _FORMS:
        if match := form.fullmatch(detail):
            return chinese.format(**{name: _field(name, value) for name, value in match.groupdict().items()})
    return ""


def _field(name: str, value: str) -> str:
    """Give a field's value in Chinese; of places there may be a list, which may break off."""
    if name == "where":
        places, broken_off, _ = value.partition(", ...")
        return "、".join(said(each, "zh") for each in places.split(", ")) + ("等" if broken_off else "")
    return said(value, "zh") if name in ("why", "what") else value
