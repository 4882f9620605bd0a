"""Chats as a dozen programs export them: who said what and when, what was shared, what was taken back."""

# Exports stand as they are written.
# ruff: noqa: E501

import contextlib
import random

import pytest

from extractors import registry, sniff
from extractors.model import Limits, Reading, Unreadable
from extractors.recognizers import person
from fixtures import writing

TEXTS = {
    "WeChat tool": "2026-03-05 14:05:01 沈默\n三号仓库的钥匙在老王那里\n\n2026-03-05 14:06:10 顾一凡\n[文件] 停炉方案.docx\n\n2026-03-06 09:00:00 沈默\n收到\n",
    "WeChat copied": "沈默 2026/3/5 14:05\n三号仓库的钥匙在老王那里\n\n顾一凡 2026/3/5 14:06\n[文件] 停炉方案.docx\n\n沈默 2026/3/6 9:00\n收到\n",
    "WeChat mailed": "—————  2026-03-05  —————\n\n\n沈默  14:05\n\n三号仓库的钥匙在老王那里\n\n顾一凡  14:06\n\n[文件] 停炉方案.docx\n\n—————  2026-03-06  —————\n\n\n沈默  09:00\n\n收到\n\n顾一凡  09:01\n\n好\n",
    "WechatExporter": "沈默 (2026-03-05 14:05:01):三号仓库的钥匙在老王那里\n顾一凡 (2026-03-05 14:06:10):[文件] 停炉方案.docx\n沈默 (2026-03-06 09:00:00):收到\n",
    "QQ": "消息记录（此消息记录为文本格式，不支持重新导入）\n\n================================================================\n消息分组:我的群聊\n================================================================\n消息对象:检修群\n================================================================\n\n2026-03-05 14:05:01 沈默(123456)\n三号仓库的钥匙在老王那里\n\n2026-03-05 14:06:10 顾一凡<gu@example.org>\n[文件] 停炉方案.docx\n\n2026-03-06 9:00:00 沈默(123456)\n收到\n",
    "WhatsApp Android": "05/03/2026, 14:00 - Messages and calls are end-to-end encrypted.\n05/03/2026, 14:05 - 沈默: 三号仓库的钥匙在老王那里\n05/03/2026, 14:06 - 顾一凡: 停炉方案.docx (file attached)\n06/03/2026, 09:00 - 沈默: 收到\n",
    "WhatsApp iPhone": "[2026/3/5 下午2:05:01] 沈默: 三号仓库的钥匙在老王那里\n\u200e[2026/3/5 下午2:06:10] 顾一凡: \u200e<attached: 停炉方案.docx>\n[2026/3/6 上午9:00:00] 沈默: 收到\n[2026/3/6 上午9:00:30] 沈默加入了群组\n",
    "DingTalk": "沈默 03-05 14:05:01\n三号仓库的钥匙在老王那里\n\n顾一凡 03-05 14:06:10\n[文件] 停炉方案.docx\n\n沈默 03-06 09:00:00\n收到\n",
    "Feishu": "沈默 3月5日 14:05\n三号仓库的钥匙在老王那里\n\n顾一凡 3月5日 14:06\n[文件] 停炉方案.docx\n\n沈默 3月6日 09:00\n收到\n",
    "Telegram copied": "沈默, [05.03.2026 14:05]\n三号仓库的钥匙在老王那里\n\n顾一凡, [05.03.2026 14:06]\n[文件] 停炉方案.docx\n\n沈默, [06.03.2026 09:00]\n收到\n",
    "Teams copied": "[14:05] 沈默\n三号仓库的钥匙在老王那里\n\n[14:06] 顾一凡\n[文件] 停炉方案.docx\n\n[09:00] 沈默\n收到\n\n[09:01] 顾一凡\n好\n",
    "Zoom": "14:05:01\t From 沈默 to Everyone : 三号仓库的钥匙在老王那里\n14:06:10\t From 顾一凡 to Everyone : [文件] 停炉方案.docx\n09:00:00\t From 沈默 to Everyone : 收到\n",
    "LINE": "[LINE] 检修群的聊天记录\n保存日期：2026/03/07 10:00\n\n2026/03/05（四）\n14:05\t沈默\t三号仓库的钥匙在老王那里\n14:06\t顾一凡\t[文件] 停炉方案.docx\n2026/03/06（五）\n09:00\t沈默\t收到\n",
    "one line each": "2026-03-05 14:05:01 沈默: 三号仓库的钥匙在老王那里\n2026-03-05 14:06:10 顾一凡: [文件] 停炉方案.docx\n2026-03-06 09:00:00 沈默: 收到\n",
}  # fmt: skip
ENGLISH = {
    "WhatsApp": "3/5/26, 2:05 PM - Ann Lee: The keys are with Tom\n3/5/26, 2:06 PM - Bo Chen: plan.pdf (file attached)\nthe second line of it\n3/6/26, 9:00 AM - Ann Lee: This message was deleted\n",
    "Slack copied": "Ann Lee  2:05 PM\nThe keys are with Tom\nBo Chen  2:06 PM\n[File] plan.pdf\nthe second line of it\nAnn Lee  2:09 PM\nThis message was deleted\nBo Chen  2:10 PM\nok\n",
    "bracketed": "[2026-03-05 14:05] Ann Lee: The keys are with Tom\n[2026-03-05 14:06] Bo Chen: [File] plan.pdf\nthe second line of it\n[2026-03-06 09:00] Ann Lee: This message was deleted\n",
}


def read(data, name="x.txt"):
    data = data if isinstance(data, bytes) else data.encode()
    reading = Reading()
    kind = sniff.kind(data[:8192], data, name)
    registry.formats()[kind].read(data, reading, Limits())
    return kind, reading


def said(reading):
    return [segment.text for segment in reading.segments]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_each_message_has_its_sender_and_place(text, codec):
    kind, reading = read(text.encode(codec))
    assert kind == "chat-text"
    found = said(reading)
    at = found.index("三号仓库的钥匙在老王那里")
    assert "From: 沈默" in (found[at - 1].partition(" (")[0].partition("(")[0], found[at - 1])
    assert any(text.startswith("From: 顾一凡") for text in found)
    assert any("停炉方案.docx" in text for text in found)
    segment = reading.segments[at]
    assert segment.where.startswith("message ")
    assert "2:05" in segment.where or "14:05" in segment.where


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH.keys())
def test_each_english_message_has_its_sender_and_notes(text):
    kind, reading = read(text)
    assert kind == "chat-text"
    found = said(reading)
    assert found[found.index("The keys are with Tom") - 1] == "From: Ann Lee"
    assert any("plan.pdf" in text for text in found)
    assert "the second line of it" in found
    deleted = next(segment for segment in reading.segments if "was deleted" in segment.text)
    assert deleted.where.endswith("deleted")


def test_senders_are_persons_and_the_last_day_is_the_files():
    _, reading = read(TEXTS["WeChat tool"])
    spans = person.RECOGNIZER.find(reading.segments)
    names = {
        segment.text[span.start : span.end]
        for segment, found in zip(reading.segments, spans, strict=True)
        for span in found
    }
    assert {"沈默", "顾一凡"} <= names
    assert reading.modified == "2026-03-06"


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05 09:00:01 pump start\n2026-03-05 09:00:02 pump stop\n2026-03-05 09:00:03 valve open\n",
        "2026-03-05 09:00:01 INFO: pump start\n2026-03-05 09:00:02 ERROR: pump stop\n2026-03-05 09:00:02 INFO: x\n",
        "[2026-03-05 09:00:01] INFO: start\n[2026-03-05 09:00:02] WARN: low\n[2026-03-05 09:00:03] INFO: stop\n",
        "会议纪要\n时间：2026年3月5日 14:00\n地点：三号会议室\n出席：沈默、顾一凡\n一、停炉方案\n二、其他\n",
        "联系人：沈默\n电话：13800000000\n地址：苏州\n备注：无\n",
        "Agenda\n09:00 Opening\n09:30 Pumps\n10:00 Coffee\n10:30 Valves\n",
        "注意事项：\n一、停炉\n材料：\n图纸\n要求：\n准时\n",
        "名称\t数量\n潜水泵\t12\n",
    ],
)
def test_logs_minutes_and_lists_are_no_chats(text):
    assert read(text)[0] == "txt"


TELEGRAM = """<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="text bold">检修群</div></div>
<div class="history"><div class="message service" id="message-1"><div class="body details">5 March 2026</div></div>
<div class="message default clearfix" id="message1"><div class="pull_left userpic_wrap"><div class="initials">沈</div></div><div class="body"><div class="pull_right date details" title="05.03.2026 14:05:01 UTC+08:00">14:05</div><div class="from_name">沈默</div><div class="text">三号仓库的钥匙<br>在老王那里</div></div></div>
<div class="message default clearfix joined" id="message2"><div class="body"><div class="pull_right date details" title="05.03.2026 14:06:01 UTC+08:00">14:06</div><div class="media_wrap clearfix"><a class="media clearfix pull_left block_link media_file" href="files/plan.pdf"><div class="body"><div class="title bold">plan.pdf</div><div class="status details">1.2 MB</div></div></a></div></div></div>
<div class="message default clearfix" id="message3"><div class="body"><div class="pull_right date details" title="06.03.2026 09:00:01 UTC+08:00">09:00</div><div class="from_name">Ann Lee</div><div class="text">see <a href="https://example.org/x">this</a></div></div></div></div></div></body></html>"""
WECHAT_PAGE = """<html><head><title>检修群</title></head><body><div class="msg chat-left" msgid="1"><div class="avatar-box"><img src="a.jpg"></div><div class="nt-box"><span class="name-left">沈默</span> 2026-03-05 14:05:01</div><div class="content-box msg"><div class="triangle"></div><span class="dont-break-out">三号仓库的钥匙</span></div></div>
<div class="msg chat-right"><div class="nt-box"><span class="name-right">顾一凡</span> 2026-03-05 14:06:01</div><div class="content-box msg"><span class="dont-break-out">plan.pdf</span></div></div>
<div class="msg chat-notice"><span class="dont-break-out">系统消息：沈默撤回了一条消息</span></div></body></html>"""
WECHAT_SCRIPT = """<html><head><title>检修群</title><style>.chat-box{color:red}</style></head><body><div id="app"></div><script>const chatMessages = [
{type:1, text: '三号仓库的\\'钥匙\\'', is_send:0, avatar_path:'./a/1.png', timestamp:1772690701, is_chatroom:1, displayname:'沈默'},
{type:49, text: "见文件", is_send:1, timestamp:1772690761, displayname:'顾一凡', file_name:'plan.pdf'},
{type:10000, text: '"沈默"撤回了一条消息', is_send:0, timestamp:1772690791, displayname:''},];</script></body></html>"""
FEISHU = """<html><body><ul><li class="message-item"><span class="sender-name">沈默</span><time datetime="2026-03-05 14:05">14:05</time><div class="message-content"><p>三号仓库的钥匙</p></div></li>
<li class="message-item"><span class="sender-name">顾一凡</span><time datetime="2026-03-05 14:06">14:06</time><div class="message-content"><a class="file-name" href="https://example.org/plan.pdf">plan.pdf</a></div></li></ul></body></html>"""


@pytest.mark.parametrize(
    "page", [TELEGRAM, WECHAT_PAGE, WECHAT_SCRIPT, FEISHU], ids=["Telegram", "WeChat", "WeChat script", "Feishu"]
)
def test_a_page_is_read_message_by_message(page):
    kind, reading = read(page, "a.html")
    assert kind == "chat-html"
    found = said(reading)
    at = next(at for at, text in enumerate(found) if text.startswith("三号仓库的"))
    assert found[at - 1] == "From: 沈默"
    assert "2026-03-05 14:05" in reading.segments[at].where
    assert any("plan.pdf" in text for text in found)
    assert found.count("From: 沈默") == 1


def test_what_is_no_message_stays_a_page():
    _, reading = read(TELEGRAM, "a.html")
    found = said(reading)
    assert "检修群" in found
    assert any("https://example.org/x" in text for text in found)
    assert {"Date: 2026-03-05", "Date: 2026-03-06"} <= set(found)
    _, reading = read(WECHAT_PAGE, "a.html")
    assert any("撤回了一条消息" in segment.text and segment.where.endswith("deleted") for segment in reading.segments)


def test_a_page_that_only_speaks_of_messages_is_a_page():
    page = '<html><body><div class="message"><p>Thank you, your form was sent.</p></div><div class="msg">ok</div></body></html>'
    _, reading = read(page, "a.html")
    assert "Thank you, your form was sent." in " ".join(said(reading))


QQ_ARCHIVE = """From: <Save by Tencent MsgMgr>
Subject: Tencent IM Message
MIME-Version: 1.0
Content-Type:multipart/related;
	charset="utf-8"
	type="text/html";
	boundary="----=_NextPart_20BA"

------=_NextPart_20BA
Content-Type: text/html
Content-Transfer-Encoding:7bit

<html><head><title>QQ Message</title></head><body><table width=100% cellspacing=0><tr><td><div style=padding-left:10px;><br><b>消息记录</b></div></td></tr><tr><td><div style=padding-left:10px;>消息分组:我的群聊</div></td></tr><tr><td><div style=padding-left:10px;>消息对象:检修群</div></td></tr><tr><td style=border-bottom-width:1px;>日期: 2026-03-05</td></tr><tr><td><div style=color:#42B475;padding-left:10px;><div style=float:left;margin-right:6px;>沈默(123456)</div>14:05:01</div><div style=padding-left:20px;><font style="font-size:10pt" color='000000'>三号仓库的钥匙</font></div></td></tr><tr><td><div style=color:#006EFE;padding-left:10px;><div style=float:left;margin-right:6px;>顾一凡</div>14:06:01</div><div style=padding-left:20px;><font>在我这<IMG src="{A1}.dat"></font></div></td></tr></table></body></html>

------=_NextPart_20BA--
"""


def test_the_web_archive_of_qq_is_read_message_by_message():
    kind, reading = read(QQ_ARCHIVE, "检修群.mht")
    assert kind == "mht"
    found = said(reading)
    assert found[found.index("三号仓库的钥匙") - 1] == "From: 沈默(123456)"
    assert "消息对象:检修群" in found
    assert any(segment.where.endswith("2026-03-05 14:05:01") for segment in reading.segments)


def test_telegrams_export_says_everything():
    kind, reading = read(writing.chat_telegram().data, "result.json")
    assert kind == "chat-telegram"
    assert [segment.where for segment in reading.segments if segment.text == "From: 沈默"] == [
        "message 2, 2026-03-05 14:05:01, edited"
    ]


def test_a_whole_export_of_telegram_reads_every_chat_and_the_contacts():
    data = ('{"about": "Here is the data you requested. Remember", "personal_information": {"first_name": "沈", "phone_number": "+86 138"},'
            '"chats": {"list": [{"name": "甲群", "type": "private_group", "id": 1, "messages": [{"id": 1, "type": "message", "date": "2026-03-05T14:05:01", "from": "沈默", "text": "一"}]},'
            '{"name": "乙群", "type": "private_group", "id": 2, "messages": [{"id": 1, "type": "message", "date": "2026-03-05T14:05:01", "from": "顾一凡", "text": "二"}]}]},'
            '"contacts": {"list": [{"first_name": "Ann", "phone_number": "+39 06"}, {"first_name": "Bo", "phone_number": "+39 07"}]}}')  # fmt: skip
    kind, reading = read(data, "result.json")
    assert kind == "chat-telegram"
    assert {"甲群", "乙群", "From: 沈默", "From: 顾一凡", "一", "二", "phone_number: +86 138", "Ann\t+39 06"} <= set(
        said(reading)
    )


def test_slack_tells_edits_deletions_and_files():
    kind, reading = read(writing.chat_slack().data, "2026-03-05.json")
    assert kind == "chat-slack"
    assert any(segment.layer == "tracked_deletion" for segment in reading.segments)


JSON = [
    '{"chat": "检修群", "messages": [{"senderName": "沈默", "timestamp": 1772690701, "content": "三号仓库的钥匙"}, {"senderName": "顾一凡", "timestamp": 1772690761, "content": "见文件", "fileName": "plan.pdf"}]}',
    '[{"type": 1, "is_send": 0, "displayname": "沈默", "str_time": "2026-03-05 14:05:01", "text": "三号仓库的钥匙"}, {"type": 49, "displayname": "顾一凡", "str_time": "2026-03-05 14:06:01", "text": "plan.pdf"}]',
    '{"chatInfo": {"name": "检修群"}, "messages": [{"sender": {"uin": "1", "name": "沈默"}, "time": "2026-03-05 14:05:01", "content": {"text": "三号仓库的钥匙"}}, {"sender": {"name": "顾一凡"}, "time": "2026-03-05 14:06:01", "content": {"text": "plan.pdf"}}]}',
]


@pytest.mark.parametrize("data", JSON)
def test_the_json_of_other_tools_is_read_message_by_message(data):
    kind, reading = read(data, "a.json")
    assert kind == "chat-json"
    found = said(reading)
    assert found[found.index("三号仓库的钥匙") - 1] == "From: 沈默"
    assert any("plan.pdf" in text for text in found)
    assert "检修群" not in data or any("检修群" in text for text in found)


@pytest.mark.parametrize("kind", ["chat-text", "chat-telegram", "chat-slack", "chat-json", "chat-html", "mht"])
def test_mutated_exports_raise_nothing_but_unreadable(kind):
    seeds = {"chat-text": [*TEXTS.values(), *ENGLISH.values()], "chat-json": JSON, "mht": [QQ_ARCHIVE],
             "chat-html": [TELEGRAM, WECHAT_PAGE, WECHAT_SCRIPT, FEISHU]}  # fmt: skip
    seeds = seeds.get(kind) or [writing.SAMPLES[kind]().data.decode()]
    pick, tokens = (
        random.Random(kind),
        ["<", ">", "{", "}", "[", "]", '"', "'", ":", "\n", "\0", "null", "1e999", "\\", "/", "9999-99-99 99:99"],
    )
    for _ in range(300):
        text = list(pick.choice(seeds))
        for _ in range(pick.randrange(1, 12)):
            at = pick.randrange(len(text))
            text[at : at + pick.randrange(4)] = pick.choice(tokens)
        with contextlib.suppress(Unreadable):
            registry.formats()[kind].read("".join(text).encode(), Reading(), Limits())
