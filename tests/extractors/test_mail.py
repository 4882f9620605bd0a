"""Mails as they come: who, when, both forms of the body, files inside, and everything that writers get wrong."""

import base64
import binascii
import contextlib
import quopri
import random

import pytest

from extractors import sniff
from extractors.formats import eml, mbox
from extractors.messages import mail
from extractors.model import Limits, Reading, Unreadable

LIMITS = Limits()


def read(data):
    reading = Reading()
    eml.read(data if isinstance(data, bytes) else data.replace("\n", "\r\n").encode(), reading, LIMITS)
    return reading


def texts(reading, layer="body"):
    return [segment.text for segment in reading.segments if segment.layer == layer]


HEAD = "From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n"


def multipart(kind, *parts):
    body = "".join(f"--q\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="q"\n\nThis is a multi-part message.\n{body}--q--\n'


def word(text, charset, way="B"):
    raw = text.encode({"gb2312": "gbk"}.get(charset, charset))
    if way == "Q":
        return f"=?{charset}?Q?{quopri.encodestring(raw, quotetabs=True).decode().replace(' ', '_')}?="
    return f"=?{charset}?B?{base64.b64encode(raw).decode()}?="


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "big5", "utf-8"])
@pytest.mark.parametrize("way", ["B", "Q"])
def test_encoded_words_are_people_and_titles(charset, way):
    name = "陶大明" if charset == "big5" else "陶喆"
    reading = read(
        f"From: {word(name, charset, way)} <tao@example.org>\nSubject: {word('停炉通知', 'utf-8', way)}\n\nx\n"
    )
    assert f"From: {name} <tao@example.org>" in texts(reading)
    assert reading.segments[0].text == "停炉通知"
    assert reading.author == f"{name} <tao@example.org>"


def test_a_character_cut_between_two_encoded_words_is_whole():
    raw = "各位同事停炉通知".encode("gbk")
    one, two = base64.b64encode(raw[:5]).decode(), base64.b64encode(raw[5:]).decode()
    assert mail.text(f"=?gbk?B?{one}?=\r\n =?gbk?B?{two}?=".encode()) == "各位同事停炉通知"


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-8"])
def test_a_header_in_raw_bytes_is_read(codec):
    data = (
        b"From: " + "會議記錄組長".encode(codec) + b" <x@example.org>\r\nSubject: a\r\nTo: b@example.org\r\n\r\nx\r\n"
    )
    assert "From: 會議記錄組長 <x@example.org>" in texts(read(data))


def test_the_names_of_files_come_in_every_spelling():
    names = [
        'filename="plan.csv"', "filename*=utf-8''%E6%96%B9%E6%A1%88.csv",
        f'filename="{word("方案.csv", "gb2312")}"',
        "filename*0*=gbk''%B7%BD; filename*1*=%B0%B8.csv", "filename=plan final.csv",
        'filename="C:\\\\tmp\\\\plan.csv"',
    ]  # fmt: skip
    parts = [f"Content-Type: text/csv\nContent-Disposition: attachment; {name}\n\na,b" for name in names]
    found = [name for name, _ in read(multipart("mixed", *parts)).members]
    assert found == ["plan.csv", "方案.csv", "方案.csv", "方案.csv", "plan final.csv", "plan.csv"]


PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n"


def test_of_two_forms_of_a_body_each_sentence_is_read_once():
    reading = read(
        multipart("alternative", PLAIN + "各位：四号炉大修。\n", HTML + "<p>各位：四号炉大修。</p><!-- 旧稿 -->")
    )
    assert texts(reading).count("各位：四号炉大修。") == 1
    assert texts(reading, "comment") == ["旧稿"]


def test_what_stands_in_one_form_only_is_not_lost():
    plain, page = PLAIN + "通用的一句。\n\n只在纯文本里。\n", HTML + "<p>通用的一句。</p><p>只在网页里。</p>"
    assert {"通用的一句。", "只在纯文本里。", "只在网页里。"} <= set(texts(read(multipart("alternative", plain, page))))


def test_a_table_in_the_page_is_kept_as_a_table():
    page = HTML + "<table><tr><th>名称</th><th>数量</th></tr><tr><td>泵</td><td>12</td></tr></table>"
    reading = read(multipart("alternative", PLAIN + "名称 数量\n泵 12\n", page))
    assert texts(reading, "table") == ["名称\t数量", "泵\t12"]
    assert not any("泵" in text for text in texts(reading))


def test_files_inside_become_members_whatever_their_place():
    parts = (
        "Content-Type: image/png; name=a.png\nContent-ID: <1>\nContent-Disposition: inline\n"
        "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=",
        "Content-Type: application/octet-stream; name=b.bin\n\nxyz",
        "Content-Type: text/plain; name=note.txt\n\nnote",
        "Content-Type: message/rfc822\n\nFrom: c@example.org\nTo: d@example.org\nSubject: inner\n\ninner body",
        "Content-Type: application/pgp-signature; name=sig.asc\n\n-----BEGIN PGP SIGNATURE-----",
    )
    reading = read(multipart("mixed", PLAIN + "见附件", *parts))
    assert [name for name, _ in reading.members] == ["a.png", "b.bin", "note.txt", "mail 5.eml"]
    assert reading.members[0][1] == b"\x89PNG\r\n\x1a\n"
    assert reading.members[3][1].startswith(b"From: c@example.org")


def test_flowed_lines_are_joined_and_quotes_lose_their_marks():
    text = "The first unit goes \ninto service in August.\n> who \n> checked this?\n-- \nGu\n"
    reading = read(f"{HEAD}Content-Type: text/plain; format=flowed\n\n{text}")
    assert "The first unit goes into service in August." in texts(reading)
    assert "who checked this?" in texts(reading)


def test_a_calendar_part_says_when_where_and_who():
    event = ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:停炉协调会\nDTSTART;TZID=Asia/Shanghai:20260305T090000\n"
             "LOCATION:三号会议室\nORGANIZER;CN=顾一凡:mailto:gu@example.org\nATTENDEE;CN=沈默:mailto:shen@example.org\n"
             "ATTENDEE;CN=Ann Lee:mailto:ann@example.org\nEND:VEVENT\nEND:VCALENDAR")  # fmt: skip
    found = texts(read(multipart("mixed", PLAIN + "请参加", f"Content-Type: text/calendar; charset=utf-8\n\n{event}")))
    assert "停炉协调会" in found
    assert "Start: 2026-03-05 09:00" in found
    assert "Host: 顾一凡 <gu@example.org>" in found
    assert "Attendees: 沈默 <shen@example.org>, Ann Lee <ann@example.org>" in found


@pytest.mark.parametrize("body", [
    "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=q\n\n--q\n"
    "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--q\nContent-Type: application/octet-stream\n\nxx\n--q--\n",
    "Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
    "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\n"
    + base64.b64encode(bytes.fromhex("3010 0609 2a864886f70d010703 a003 3001 00")).decode() + "\n",
])  # fmt: skip
def test_an_encrypted_mail_says_so(body):
    problems = read(HEAD + body).problems
    assert "encrypted" in [problem.kind for problem in problems]


def der(tag, *parts):
    body = b"".join(parts)
    size = bytes([len(body)]) if len(body) < 128 else b"\x82" + len(body).to_bytes(2, "big")
    return bytes([tag]) + size + body


@pytest.mark.parametrize("indefinite", [False, True])
def test_a_signed_message_is_opened(indefinite):
    inner = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "四号炉大修".encode()
    data, signed = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")
    octets = b"\x24\x80" + der(4, inner[:9]) + der(4, inner[9:]) + b"\0\0" if indefinite else der(4, inner)
    message = der(0x30, signed, der(0xA0, der(0x30, b"\x02\x01\x01", der(0x31), der(0x30, data, der(0xA0, octets)))))
    encoded = base64.b64encode(message).decode()
    head = "Content-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64"
    ((name, content),) = read(f"{HEAD}{head}\n\n{encoded}\n").members
    assert content.endswith("四号炉大修".encode())
    assert sniff.kind(content, content, name) == "eml"


def test_old_uuencoded_files_are_found():
    body = binascii.b2a_uu(b"a,b\n1,2\n")
    data = HEAD.encode() + b"\n" + b"see below\n\nbegin 644 plan.csv\n" + body + b"`\nend\n"
    reading = read(data)
    assert reading.members == [("plan.csv", b"a,b\n1,2\n")]
    assert "see below" in texts(reading)


BROKEN = {
    "the end is missing": multipart("mixed", PLAIN + "第一段话在此").removesuffix("--q--\n"),
    "no boundary is named": f"{HEAD}Content-Type: multipart/mixed\n\n第一段话在此\n",
    "the boundary never comes": f"{HEAD}Content-Type: multipart/mixed; boundary=zz\n\n第一段话在此\n",
    "a part has no headers": multipart("mixed", "\n第一段话在此"),
    "the charset is unknown": f"{HEAD}Content-Type: text/plain; charset=x-nowhere\n\n第一段话在此\n",
    "the transfer encoding is unknown": f"{HEAD}Content-Transfer-Encoding: 9bit\n\n第一段话在此\n",
    "base64 is cut": f"{HEAD}Content-Transfer-Encoding: base64\n\n"
    + base64.b64encode("第一段话在此。。".encode()).decode()[:-3],
    "lines before the headers": f"\n\n{HEAD}\n第一段话在此\n",
    "an envelope line": f"From x@y Thu Mar  5 09:00:00 2026\n{HEAD}\n第一段话在此\n",
    "the date is none": f"{HEAD}Date: yesterday\n\n第一段话在此\n",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_broken_mails_are_read(data):
    assert any("第一段话在此" in segment.text for segment in read(data).segments)


def test_what_stands_before_the_first_boundary_is_hidden_text():
    data = multipart("mixed", PLAIN + "正文").replace("This is a multi-part message.", "夹带的一句话")
    assert "夹带的一句话" in texts(read(data), "hidden_text")


def test_many_parts_and_deep_parts_are_read():
    wide = multipart("mixed", *[PLAIN + f"part {number}" for number in range(10_000)])
    assert sum(text.startswith("part ") for text in texts(read(wide))) == 10_000
    head, tail = "", ""
    for level in range(3000):
        head += f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"
        tail = f"\n--b{level}--" + tail
    deep = read(f"{HEAD}{head}{PLAIN}最里面的一句{tail}\n")
    assert "最里面的一句" in texts(deep)


def test_mutated_mails_raise_nothing_but_unreadable():
    seeds = [data.encode() for data in (*BROKEN.values(), multipart("alternative", PLAIN + "x", HTML + "<p>y"))]
    pick = random.Random(11)
    tokens = [
        b"--q",
        b"\n\n",
        b"\r",
        b"=?gbk?B?",
        b"?=",
        b"boundary=",
        b"\xff",
        b"\0",
        b"begin 644 a\n",
        b";",
        b'"',
        b"%E",
    ]
    for _ in range(1500):
        data = bytearray(pick.choice(seeds))
        for _ in range(pick.randrange(1, 10)):
            at = pick.randrange(len(data))
            data[at : at + pick.randrange(4)] = pick.choice(tokens)
        with contextlib.suppress(Unreadable):
            read(bytes(data))


MAILBOX = (b"From a@b Thu Mar  5 09:00:00 2026\nFrom: a@example.org\nSubject: one\n\nFrom 9:00 on we meet.\n"
           b">From here on it is quoted\n\nFrom now to 2026 12:30 nothing\nchanges\n\n"
           b"From MAILER-DAEMON Thu Mar  5 10:00:00 2026\nFrom: b@example.org\nSubject: two\n\nbody\n")  # fmt: skip


def test_a_mailbox_is_not_split_at_a_sentence_that_begins_with_from():
    reading = Reading()
    mbox.read(MAILBOX, reading, LIMITS)
    assert [name for name, _ in reading.members] == ["message 1.eml", "message 2.eml"]
    assert b"\nFrom here on" in reading.members[0][1]
    assert sniff.kind(MAILBOX, MAILBOX, "x") == "mbox"
    assert sniff.kind(b"From January 2024\nwe meet", b"From", "x.txt") == "txt"
