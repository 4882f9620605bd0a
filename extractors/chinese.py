"""Where a Chinese name begins: walks left from a telling suffix over the words that can stand in a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from extractors import lexicon
from extractors.text import Word, in_dictionary, words

LONGEST = 34  # characters; the longest registered company names stay below it
# Characters that join a name to the sentence around it and rarely begin one.
_GLUE = frozenset(
    "在与和由给了把向对从于为被及并或将已曾的是到有就也都等至让请经按据随跟往叫该此每各某我你他她它这那哪去来说讲问看找"
    "见还只不没未再又才刚可要应须需得着过而但以则且因如若虽之其所两几多些个家名位届次期前后内外里间是非用指即系"
)
# Verbs (rjieba tags them so) that companies and institutes carry in their names.
_TRADE_VERBS = frozenset(
    "投资 开发 建设 制造 设计 咨询 管理 运输 服务 控股 传动 检测 测试 检验 监测 勘探 勘察 勘测 冶炼 加工 装备 装配 铸造 锻造 "
    "发展 研究 研发 交流 合作 贸易 经营 生产 销售 物流 仓储 储运 航运 搬运 包装 印刷 装饰 安装 维修 修理 修造 造船 采矿 选矿 "
    "开采 发电 供电 输电 配电 储能 供水 供热 供应 采购 教育 培训 策划 传播 传媒 广告 通信 通讯 导航 遥感 测绘 保险 担保 租赁 "
    "拍卖 评估 审计 会计 计量 认证 认可 鉴定 实验 试验 创新 创业 孵化 推进 促进 保障 保护 救援 救助 医疗 护理 康复 养殖 种植 "
    "繁育 育种 屠宰 加速 驱动 控制 调度 指挥 运营 运维 运行 养护 集成 应用 工程 联合 联盟 统筹 协调 监督 监管 信息 交易 结算 支付 "
    "置业 出版 发行 航空 航天 飞行 防护 防务 净化 处理 回收 利用 再生 循环 补给 服务 对外 改革 安全".split()
)
# Words that introduce a name and are none of it.
_INTRODUCTIONS = frozenset(
    "供应商 客户 买方 卖方 承租方 出租方 业主 甲方 乙方 丙方 总包 分包 公司 子公司 母公司 本公司 我司 贵司 单位 企业 厂家 厂商 主办 承办 协办 "
    "主管 合作方 对方 同行 龙头 大型 国有 民营 外资 知名 著名 上市 上述 现 原 原名 全称 简称 名称 抬头 收货人 发货人 收货 发货 受托 委托 "
    "代理 承运 供方 需方 中标 招标 人 方 地址 主任 经理 总经理 董事长 教授 博士 院士 先生 女士 老师 书记 局长 部长 同志 记者 成员 会员 联系 附件 "
    "行业 时间 地点 日期 题目 专家 以及 今年 去年 昨天 今天 明天 上午 下午 期间 其中 关于 通过 根据 按照 由于 来自 位于 新 老 旧".split()
)
_STOP_TAGS = ("p", "c", "u", "r", "d", "t", "y", "e", "o", "f", "x", "q", "w")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百〇零\d]+$")


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Give the gazetteer's Chinese names."""
    return frozenset(name for name in lexicon.names("places") if not name.isascii() and len(name) >= 2)


def word_at(found: tuple[Word, ...], at: int) -> int:
    """Give the index of the word that holds character `at`."""
    return bisect_right(found, at, key=lambda word: word.start) - 1


def name_start(text: str, core: int) -> int:
    """Give where the name begins whose suffix begins at `core`; `core` itself where nothing fits before it."""
    found = words(text)
    i = word_at(found, core) if core < len(text) else len(found)
    start = core
    if i < len(found) and found[i].start < core:  # the suffix is the tail of a longer word
        start = found[i].start if _belongs(text, found[i]) else core
    i -= 1
    while i >= 0 and core - found[i].start <= LONGEST and _belongs(text, found[i]):
        start = found[i].start
        i -= 1
    return _without_introduction(text, start, core)


def _belongs(text: str, word: Word) -> bool:
    """Say whether a word can stand inside an organisation's name."""
    piece = text[word.start : word.end]
    if len(piece) == 1:
        return piece not in _GLUE and (piece.isalnum() or piece in "·&-")
    if piece[0].isascii():
        return piece.isalnum()
    if word.tag.startswith("m"):
        return bool(_ORDINAL.match(piece)) and len(piece) <= 4
    if word.tag == "v" or word.tag.startswith(_STOP_TAGS):
        return piece in _TRADE_VERBS or not (in_dictionary(piece) or piece[0] in _GLUE)
    return True


def _without_introduction(text: str, start: int, core: int) -> int:
    """Move the start right, over words that only introduce the name, and to its place where one stands inside."""
    found = words(text)
    i = word_at(found, start) if start < len(text) else len(found)
    while i < len(found) and found[i].start < core:
        piece = text[found[i].start : found[i].end]
        unknown_glue = len(piece) > 1 and piece[0] in _GLUE and not in_dictionary(piece)
        if unknown_glue:
            start = found[i].start + 1
            break
        if piece not in _INTRODUCTIONS and not piece.isascii():
            break
        start = found[i].end
        i += 1
    return _to_place(text, min(start, core), core)


def _to_place(text: str, start: int, core: int) -> int:
    """Begin at the first place word when all before it are everyday words (行业龙头江阴…: 江阴…)."""
    for word in words(text)[word_at(words(text), start) :] if start < len(text) else ():
        if word.start >= core:
            break
        piece = text[word.start : word.end]
        if piece in places():
            return max(word.start, start)
        if not in_dictionary(piece) or len(piece) == 1 or word.tag.startswith(("ns", "nr", "nz", "nt")):
            break
    return start


def at_boundary(text: str, start: int, end: int) -> bool:
    """Say whether no everyday word straddles either edge of `text[start:end]`."""
    found = words(text)
    return not (_straddled(text, found, start, start, end) or _straddled(text, found, end, start, end))


def _straddled(text: str, found: tuple[Word, ...], edge: int, start: int, end: int) -> bool:
    if not 0 < edge < len(text):
        return False
    word = found[word_at(found, edge)]
    if word.start == edge or (word.start <= start and word.end >= end and word.end - word.start > 6):
        return False
    return word.end - word.start > 1 and in_dictionary(text[word.start : word.end])
