"""Invented texts of every kind that is ranked; none of a data set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HEAD = (
    "某市某区人民法院\n（2019）某0101民初{n}号\n"
    "原告甲，被告乙。本院受理后依法组成合议庭审理了本案。"
)
FILL = "双方当事人对上列证据的真实性没有异议，本院对其证明力予以确认并在卷佐证。"
HOUSE = (
    "原告诉称，婚前购买的房屋在婚后登记时添加了配偶的名字，现因感情破裂离婚，"
    "请求分割该房屋。本院认为，在不动产登记簿上添加配偶姓名应当视为赠与，房屋属于夫妻共同财产。"
)
FILM = (
    "原告诉称，委托被告冲洗婚礼胶卷，被告将底片丢失，请求赔偿精神损害。"
    "本院认为，具有人格象征意义的特定纪念物品永久性灭失，应当赔偿精神损害抚慰金。"
)
DELAY = (
    "原告诉称，开发商逾期交付商品房，请求支付违约金。"
    "本院认为，出卖人迟延交房构成违约，应当按照约定支付违约金。"
)

THEFT = (
    "某区人民检察院起诉书指控，被告人甲于某日深夜撬门进入被害人住宅，窃取手机、现金等财物，"
    "价值五千元。案发后被告人甲被抓获，如实供述盗窃事实。公诉机关认为应当以盗窃罪追究刑事责任。"
)
THEFT_AGAIN = (
    "某县人民检察院起诉书指控，被告人乙趁超市无人看管，秘密窃取香烟二十条，价值四千元，"
    "销赃后挥霍。公诉机关认为被告人乙的行为构成盗窃罪。被告人乙对指控的盗窃事实没有异议。"
)
DRUGS = (
    "某区人民检察院起诉书指控，被告人丙明知是毒品海洛因，仍以五百元的价格贩卖给吸毒人员，"
    "交易完成后被民警当场抓获，缴获毒品二克。公诉机关认为应当以贩卖毒品罪追究被告人丙的刑事责任。"
)
DRIVING = (
    "某区人民检察院起诉书指控，被告人丁醉酒驾驶小型轿车被民警查获，血液酒精含量180毫克。"
    "公诉机关认为被告人丁的行为构成危险驾驶罪。被告人丁对指控没有异议。"
)


def loan(party: str, amount: str, more: str = "") -> str:
    """Return a lending case."""
    return (
        f"原告：{party}，男。被告：乙，男。\n\n原告{party}向本院提出诉讼请求：判令被告偿还借款本金"
        f"{amount}元。事实和理由：被告因经营需要向原告借款{amount}元并出具借条一张。{more}"
        "经审理查明，被告向原告借款，借条载明借款金额，到期未还。"
    )


GUARANTEED = "丙作为保证人在借条上签名，承担连带保证责任，并以房屋提供抵押担保。约定月利率2%。"

ARTICLES = [
    {"id": 1, "name": "中华人民共和国民法典第五十六条",
     "text": "个体工商户的债务，个人经营的，以个人财产承担；家庭经营的，以家庭财产承担。"},
    {"id": 2, "name": "中华人民共和国民法典第一千零六十四条",
     "text": "夫妻双方共同签名所负的债务，属于夫妻共同债务。"},
    {"id": 3, "name": "产品质量法第四十一条",
     "text": "因产品存在缺陷造成人身损害的，生产者应当承担赔偿责任。"},
]  # fmt: skip
CRIMINAL_LAW = [
    {"id": "264", "name": "中华人民共和国刑法第二百六十四条",
     "text": "盗窃公私财物，数额较大的，处三年以下有期徒刑、拘役或者管制，并处或者单处罚金。"},
    {"id": "67", "name": "中华人民共和国刑法第六十七条",
     "text": "犯罪以后自动投案，如实供述自己的罪行的，是自首。"},
    {"id": "102", "name": "中华人民共和国刑法第一百零二条",
     "text": "勾结外国，危害中华人民共和国的主权、领土完整和安全的，处无期徒刑。"},
]  # fmt: skip


def long(text: str, number: int) -> str:
    """Return a text of the length of a judgment."""
    return HEAD.format(n=number) + text + FILL * 40


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write rows as JSON lines."""
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path
