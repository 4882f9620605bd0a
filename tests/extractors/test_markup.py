"""Pages: what is shown, what is hidden and how, what stands beside the text, and shapes that parsers give up on."""

# Pages stand as they are written in files.
# ruff: noqa: E501

import contextlib
import random

import pytest

from extractors.model import Limits, Reading, Unreadable
from extractors.pages import markup, stylesheet, tags
from extractors.sink import Sink
from tests.extractors.work import lines_run


def read(page, **options):
    sink = Sink(Reading(), Limits())
    markup.put(sink, page, **options)
    return sink.reading


def layers(page, **options):
    return {segment.text: segment.layer for segment in read(page, **options).segments}


HIDING = [
    '<p style="display:none">代号小满</p>',
    '<p style="visibility: hidden">代号小满</p>',
    "<p hidden>代号小满</p>",
    '<p style="font-size:0px">代号小满</p>',
    '<p style="font-size:1px;color:#333">代号小满</p>',
    '<p style="opacity:0">代号小满</p>',
    '<p style="position:absolute;left:-9999px">代号小满</p>',
    '<p style="text-indent:-9999px">代号小满</p>',
    '<p style="height:0;overflow:hidden">代号小满</p>',
    '<p style="color:#fff">代号小满</p>',
    '<p style="color: rgb(255, 255, 255)">代号小满</p>',
    '<p style="color:rgba(0,0,0,0)">代号小满</p>',
    '<p><font color="white">代号小满</font></p>',
    '<div style="background:#00f"><p style="color:#0000ff;background-color:#0000ff">代号小满</p></div>',
    "<style>.x{color:red} .quiet{display:none}</style><p class='note quiet'>代号小满</p>",
    "<style>@media screen{#q{visibility:hidden}}</style><p id='q'>代号小满</p>",
    "<style>p.q , .z{font-size:0}</style><p class=q>代号小满</p>",
    "<noscript><p>代号小满</p></noscript>",
    "<template><p>代号小满</p></template>",
    '<div style="display:none"><ul><li><b>代号小满</b></li></ul></div>',
    "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td><span style='display:none'>代号小满</span>丁</td></tr></table>",
]


@pytest.mark.parametrize("page", HIDING)
def test_hidden_text_is_told_from_shown_text(page):
    found = layers(f"<html><body><p>正文在此</p>{page}<p>正文又在此</p></body></html>")
    told = [layer for text, layer in found.items() if "代号小满" in text]
    assert told == ["hidden_text"]
    assert found["正文在此"] == found["正文又在此"] == "body"


SHOWN = [
    '<p aria-hidden="true">代号小满</p>',
    '<div style="background:#123456"><p style="color:#fff">代号小满</p></div>',
    '<table bgcolor="#003366"><tr><td><font color="white">代号小满</font></td></tr></table>',
    '<p style="font-size:10px">代号小满</p>',
    '<p style="opacity:0.85">代号小满</p>',
    '<p style="line-height:0.9;left:-9px">代号小满</p>',
    "<style>@media print{.x{display:none}}</style><p class=x>代号小满</p>",
    "<style>.x:hover{display:none} .menu .x{display:none}</style><p class=x>代号小满</p>",
    '<link rel="stylesheet" href="a.css"><div class="banner"><p style="color:#fff">代号小满</p></div>',
    "<style>body{display:none}</style><p>代号小满</p>",
    "<p style='color:#000000'>代号小满</p>",
    "<del>原价</del><ins>代号小满</ins>",
]


@pytest.mark.parametrize("page", SHOWN)
def test_shown_text_is_not_called_hidden(page):
    assert [layer for text, layer in layers(f"<body>{page}</body>").items() if "代号小满" in text] in (
        ["body"],
        ["table"],
    )


def test_what_stands_beside_the_text_is_read_in_its_layer():
    page = """<html><head><title>参会名单</title><meta name=author content=秘书处><meta name=generator content="Kit 2">
    <meta property="article:modified_time" content="2026-03-05T09:00:00Z">
    <script type="application/ld+json">{"@type":"Event","name":"春季会议","location":{"name":"苏州"}}</script></head><body>
    <abbr title="Northern Bank Pump Station">NBPS</abbr><img alt="厂区平面图" src=x.png>
    <a href="mailto:shen@example.org">write</a><form><input name=site value=白鹭渡><input type=hidden name=ref value=KX500>
    <input type=submit value=提交审批><textarea>请当面交</textarea><input placeholder="工号"></form>
    <iframe srcdoc="&lt;p&gt;框内一句&lt;/p&gt;"></iframe><svg><text>图中文字</text></svg><del>原定七月</del>
    <div style='mso-element:footnote'>脚注一条</div><aside epub:type="footnote">注二</aside><!-- 旧址：东门 -->
    <!--[if gte mso 9]><xml><o:Author>顾一凡</o:Author><o:LastAuthor>周二审</o:LastAuthor></xml><![endif]--></body></html>"""
    reading = read(page)
    found = {segment.text: segment.layer for segment in reading.segments}
    expected = {
        "参会名单": "body", "author: 秘书处": "metadata", "generator: Kit 2": "metadata", "name: 春季会议": "metadata",
        "Northern Bank Pump Station": "annotation", "link: mailto:shen@example.org": "metadata",
        "site: 白鹭渡": "form_field",
        "ref: KX500": "hidden_text", "请当面交": "body", "框内一句": "body", "图中文字": "body",
        "原定七月": "tracked_deletion",
        "脚注一条": "footnote", "注二": "footnote", "旧址：东门": "comment", "author: 顾一凡": "metadata",
        "last modified by: 周二审": "metadata",
    }  # fmt: skip
    assert {text: found.get(text) for text in expected} == expected
    assert any("厂区平面图" in text for text in found)
    assert any("提交审批" in text for text in found)
    assert (reading.author, reading.modified) == ("秘书处", "2026-03-05")


def test_cells_under_a_spanning_header_keep_their_columns():
    page = "<table><tr><th>名称</th><th colspan=2>数量</th><th>备注</th></tr><tr><td>泵</td><td>1</td><td>2</td><td>急</td></tr></table>"
    assert [segment.text for segment in read(page).segments] == ["名称\t数量\t\t备注", "泵\t1\t2\t急"]


def test_characters_drawn_one_by_one_make_a_line():
    marks = "".join(f'<text x="{at}.5" y="68.7">{mark}</text>' for at, mark in enumerate("测试符路桥区卫生局"))
    page = f"<body><svg><g>{marks}</g><g><text x='1' y='90'>第二行</text></g><text><tspan y='1'>上</tspan><tspan dy='9'>下</tspan></text></svg></body>"
    assert [segment.text for segment in read(page).segments] == ["测试符路桥区卫生局", "第二行", "上", "下"]


def test_a_full_line_of_a_drawing_goes_on_in_the_next():
    rows = ["关于泵站改造的批复", "北岸泵业有限公司承担首台机组的制造和安装工作，预计八月", "投运，并网随后进行。", "特此批复"]
    texts = "".join(f'<text x="0" y="{at * 20}">{row}</text>' for at, row in enumerate(rows))
    assert [segment.text for segment in read(f"<body><svg>{texts}</svg><p>后文</p></body>").segments] == [
        rows[0], rows[1] + rows[2], rows[3], "后文",
    ]  # fmt: skip


def test_text_beside_the_cells_of_a_table_is_not_lost():
    page = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr><dl><dt>(a)<dd>夹在中间的一句</dl></table>"
    assert "夹在中间的一句" in layers(page)


def test_the_name_of_a_picture_beside_the_page_is_metadata():
    assert layers('<p>x</p><img src="list_files/%E5%8E%82%E5%8C%BA.png"><img src="http://x.example/spacer.gif">') == {"x": "body", "picture: 厂区.png": "metadata"}


def test_lines_of_preformatted_text_stay_lines():
    found = [segment.text for segment in read("<pre>联系人：沈默\n电话：无\n\n正文一句。</pre>").segments]
    assert found == ["联系人：沈默", "电话：无", "正文一句。"]


def test_a_file_in_a_data_address_becomes_a_member():
    reading = read(
        '<p>x</p><a href="data:text/csv;base64,YSxiCjEsMgo=">csv</a><img src="data:image/gif;base64,R0lGODlh">'
    )
    assert reading.members == [("data 1.csv", b"a,b\n1,2\n")]


@pytest.mark.parametrize(("declared", "codec"), [("gb2312", "gb18030"), ("iso-8859-1", "gb18030"), ("utf-8", "gb18030"),
                                                 ("gbk", "utf-8"), ("big5", "gb18030"), ("gbk", "utf-16")])  # fmt: skip
def test_a_page_is_read_whatever_charset_it_declares(declared, codec):
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>朱镕基会见来宾，㐀字不缺。</p>'
    reading = read(page.encode(codec))
    assert reading.segments[0].text == "朱镕基会见来宾，㐀字不缺。"
    assert reading.problems == []


@pytest.mark.parametrize("tag", ["div", "span", "table", "b", "blockquote"])
def test_a_page_nested_too_deep_keeps_its_text_and_its_hidden_parts(tag):
    deep = f"<{tag}>" * 30_000
    page = f"<html><title>标题</title>{deep}最深处<p style='display:none'>藏在深处</p>{f'</{tag}>' * 30_000}<p>浅处</p></html>"
    reading = read(page)
    found = {segment.text: segment.layer for segment in reading.segments}
    assert found["标题"] == "body"
    assert [layer for text, layer in found.items() if "最深处" in text] == ["body"]
    assert found["藏在深处"] == "hidden_text"
    assert found["浅处"] == "body"
    assert [problem.kind for problem in reading.problems] == ["truncated"]


def test_a_single_text_longer_than_a_parser_takes_is_read():
    assert sum(len(segment.text) for segment in read("<p>" + "字" * 11_000_000).segments) == 11_000_000


@pytest.mark.parametrize("unit", ["<b>x", "<a href=x>y", "<td>x", "<!--", "<script>", "<", "<a ", "&amp", "<table><tr><td>x", "<p hidden>",
                                  "<font color=white>x", "<style>a{", "</div>", "<iframe srcdoc='<p>x'>", "<title>x",
                                  "<li>甲"])  # fmt: skip
def test_work_grows_with_the_page(unit):
    """Counted in lines of Python that run, so that no clock is asked."""
    short, long = (lines_run(lambda size=size: attempt(unit * size)) for size in (500, 2000))
    assert long <= 4 * 1.3 * short + 5000


def attempt(page):
    with contextlib.suppress(Unreadable):
        read(page)


def test_mutated_pages_raise_nothing_but_unreadable():
    seeds = [f"<html><body>{page}</body></html>" for page in HIDING + SHOWN]
    pick = random.Random(7)
    for number in range(600):
        page = list(pick.choice(seeds))
        for _ in range(pick.randrange(1, 12)):
            at = pick.randrange(len(page))
            page[at : at + pick.randrange(3)] = pick.choice(
                ["<", ">", "\0", "'", '"', "<table>", "</td>", "-9", "{", "\ud800", "&#0;", ":"]
            )
        text = "".join(page)
        attempt(text if number % 2 else text.encode("utf-8", "surrogatepass"))
        tags.bare(tags.flattened(text, 3))
        stylesheet.normal(text)


@pytest.mark.parametrize(("value", "expected"), [("#FFF", "#ffffff"), ("White", "#ffffff"), ("rgb(1,2,3)", "#010203"),
                                                 ("rgba(1,2,3,0)", "transparent"), ("rgba(1,2,3,.5)",
                                                 "#010203")])  # fmt: skip
def test_colours_have_one_spelling(value, expected):
    assert stylesheet.normal(value) == expected
