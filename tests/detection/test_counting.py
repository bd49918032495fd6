"""数人: numbers of people are read by their grammar; anonymised names hold none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article
from xiezhi.detection.counting import counts, homes
from xiezhi.detection.names import lists

SIDES = ("原告", "被告", "被害人", "证人", "业主", "职工", "投资人", "张某", "李某", "陈", "赵x")


def numbers(text: str) -> list[tuple[str, int]]:
    return [(count.role, count.number) for count in counts(text)]


@article("民诉解释", 75)
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("与37名原告签订合同", [("parties", 37)]),
        ("与10名原告签订合同", [("parties", 10)]),
        ("与9名原告签订合同", []),
        ("与九名原告签订合同", []),
        ("与十名原告签订合同", [("parties", 10)]),
        ("骗取1,234名被害人钱款", [("victims", 1234)]),
        ("非法吸收三百余名集资参与人的资金", [("savers", 300)]),
        ("引诱数百名投资者开户", [("savers", 300)]),
        ("分别与该村23户村民签订协议", [("residents", 23)]),
        ("涉及两千三百多户", [("residents", 2300)]),
        ("拖欠68名职工工资", [("workers", 68)]),
        ("会员达2.5万名", []),
        ("会员达3万名会员", [("savers", 30_000)]),
        ("造成其他四十三人受轻微伤", [("victims", 43)]),
        ("向社会公众60余人次吸收资金", [("savers", 60)]),
    ],
)
def test_people_are_counted(text: str, found: list[tuple[str, int]]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "原告张某18于2017年12月20日起诉",
        "住12号楼3单元502户",
        "第18户业主",
        "借款20万元，由12人民币账户支付",
        "客车核载55人",
        "出警的12名民警",
        "持械斗殴的二十余人",
        "公司注册资本100万元，不超过50人",
        "规划总户数1092户",
        "每人每天30元",
        "涉案金额三百余万元",
        "2018年12月，原告等人",
    ],
)
def test_other_numbers_are_none_of_people(text: str) -> None:
    assert numbers(text) == []


@given(
    side=st.sampled_from(SIDES),
    digits=st.integers(min_value=0, max_value=99_999),
    more=st.sampled_from(("", "向法院起诉", "的陈述", "与被告", "、李某7", "户籍地某市")),
)
def test_digits_of_names_never_count(side: str, digits: int, more: str) -> None:
    assert numbers(f"{side}某{digits}{more}，后{side}{digits}{more}。") == []


@given(st.integers(min_value=10, max_value=99_999), st.sampled_from(("原告", "被害人", "业主")))
def test_the_place_is_the_number_and_the_role(number: int, role: str) -> None:
    text = f"本案共有{number}名{role}，均已到庭"
    (count,) = counts(text)
    assert text[count.start : count.end] == f"{number}名{role}"
    assert count.number == number


@given(
    st.text(alphabet="0123456789一二三十百千万数几余多名位户人个家某、,。原告业主第 ", max_size=80)
)
def test_whatever_the_text_the_places_are_in_it(text: str) -> None:
    for count in (*counts(text), *homes(text), *lists(text)):
        assert 0 <= count.start < count.end <= len(text)
        assert count.number >= 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("共收取了744套房屋的预付款", 744),
        ("共收取了19套房屋的预付款", None),
        ("购买了744套设备", None),
    ],
)
def test_homes(text: str, found: int | None) -> None:
    assert next((home.number for home in homes(text)), None) == found


NAMES = "赵一、钱二、孙三、李四、周五、吴六、郑七、王八、冯九、陈十"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"指控被告人{NAMES}犯诈骗罪", [("parties", 10)]),
        (f"原告{NAMES}与被告签订合同", [("parties", 10)]),
        (f"有被害人{NAMES}等人的陈述", [("victims", 12)]),
        ("被告人" + "、".join(NAMES.split("、")[:9]) + "犯诈骗罪", []),
        (f"有证人{NAMES}的证言", []),
        (f"{NAMES}系公司股东", []),
        ("原告提交合同、收据、发票、照片、录音、录像、短信、函件、公证书、鉴定书", []),
    ],
)
def test_lists_of_names(text: str, found: list[tuple[str, int]]) -> None:
    assert [(names.role, names.number) for names in lists(text)] == found
