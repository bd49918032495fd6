"""The library: invented judgments of earlier years, imported through the gate like published ones.

They are what the demo's similar-case search finds; every court, person and number is invented.
"""

import io
from datetime import datetime
from random import Random
from typing import cast

import orjson

from xiezhi.acts.types import SYSTEM
from xiezhi.demo import matters, names
from xiezhi.law.terms import Area
from xiezhi.similar_cases.importing import import_file
from xiezhi.similar_cases.jobs import keep_index
from xiezhi.similar_cases.ports import engine

COUNT = 240
_TEXT = """{plaintiff}与{defendant}{cause}一审民事判决书
江陵省{place}人民法院
民 事 判 决 书
（{year}）江{code}民初{number}号
原告：{plaintiff}。
被告：{defendant}。
原告{plaintiff}与被告{defendant}{cause}一案，本院于{year}年3月{day}日立案后，依法适用{procedure}，公开开庭进行了审理。本案现已审理终结。
{plaintiff}向本院提出诉讼请求：{claims}。
{defendant}辩称，{defence}。
本院经审理认定事实如下：{facts}{detail}
本院认为，{reason}。依照《中华人民共和国民法典》第五百七十七条、《中华人民共和国民事诉讼法》第六十七条规定，判决如下：
一、{defendant}于本判决生效后十日内履行上述义务；
二、驳回{plaintiff}的其他诉讼请求。
如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状。
审判员　　{judge}
{year}年6月{day}日
书记员　　{clerk}
"""
_DEFENCES = ("对欠款数额有异议", "款项已经部分履行", "违约系对方迟延所致", "请求依法判决")
_DETAILS = (
    "双方的约定有书面合同为证。",
    "被告在庭审中承认尚未履行。",
    "原告提交了转账凭证和催告函。",
    "经本院释明，双方未能达成调解协议。",
)
_REASONS = (
    "合同依法成立，当事人应当全面履行自己的义务，被告逾期未履行，应当承担违约责任",
    "原告提交的证据能够相互印证，其主张的事实本院予以确认，被告的抗辩缺乏证据",
    "原告主张的部分数额没有证据支持，本院对有证据证明的部分予以支持",
)


def stock(random: Random, court: int, at: datetime) -> int:
    """Import the invented judgments at a court and index them; returns how many were read."""
    lines = b"\n".join(orjson.dumps({"text": _text(random, n)}) for n in range(1, COUNT + 1))
    raw = cast("io.BufferedReader", io.BufferedReader(io.BytesIO(lines)))
    read = 0
    for tally, _ in import_file(raw, "演示文书", SYSTEM, court, lambda: at):
        read = tally.read
    keep_index(engine())
    return read


def _text(random: Random, number: int) -> str:
    data = matters.filing(random, "云溪县")
    while data.kind.area is not Area.CIVIL:
        data = matters.filing(random, "云溪县")
    return _TEXT.format(
        plaintiff=data.parties[0].name,
        defendant=data.parties[-1].name,
        cause=data.cause,
        claims=data.claims,
        facts=data.facts,
        place="云溪县",
        code="0101",
        year=random.randint(2021, 2024),
        number=number,
        day=random.randint(1, 28),
        procedure=random.choice(("简易程序", "普通程序")),
        defence=random.choice(_DEFENCES),
        detail=random.choice(_DETAILS),
        reason=random.choice(_REASONS),
        judge=names.person(random),
        clerk=names.person(random),
    )
