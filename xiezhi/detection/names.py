"""名单: lists of persons in a text (甲、乙、丙……) and how long they are; the names go nowhere."""

import re
from collections.abc import Iterator

from xiezhi.detection.counting import MANY, Count

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴"
    "霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚"
    "岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_ITEM = r"[\u4e00-\u9fa5×xX*\d]{2,6}"
_LIST = re.compile(
    rf"(?:[\u4e00-\u9fa5×xX*\d]{{2,12}}、)(?:{_ITEM}、){{6,}}[\u4e00-\u9fa5×xX*\d]{{2,4}}"
)
_SIDE = re.compile(
    r"(?:原审)?(?:被告人?|原告|上诉人|被害人|受害人|申请人|第三人|投资人|债权人|买受人|购房人"
    r"|业主|村民|职工|工人)"
)
_VICTIMS = ("被害人", "受害人", "投资人")
_OTHERS = re.compile(
    r"证人|供述|辨认|鉴定|审判|民警|董事|监事|高管|签字|警告|罚款|股东|出资|持股|会议|合伙"
    r"|在场|评标|参加|继承人|子女|表演|演员|作者|主演|导演|歌手|乐队|法定代表"
)


def lists(plain: str) -> Iterator[Count]:
    """Yield the lists of ten names and more, but for lists of witnesses, officers or holders."""
    if plain.count("、") < MANY - 1:
        return
    for match in _LIST.finditer(plain):
        first, *rest = match[0].split("、")
        if "证人" in match[0]:
            continue
        inner = [_is_name(item) for item in rest[:-1]]
        if sum(inner) < 0.8 * len(inner):
            continue
        number = sum(inner) + 2  # the first and the last stand among other words
        number += 2 * ("等" in plain[match.end() - 2 : match.end() + 3])  # 等: more than are named
        if number < MANY:
            continue
        before, after = plain[max(0, match.start() - 8) : match.start()], plain[match.end() :][:10]
        said = _SIDE.search(before + first)
        side = "victims" if said and said[0] in _VICTIMS else "parties"
        if not said or (side == "parties" and _OTHERS.search(before + first + after)):
            continue
        yield Count(side, number, match.start(), match.end())


def _is_name(item: str) -> bool:
    bare = item.rstrip("0123456789xX×*")
    if "某" in bare:
        return len(bare) <= 4
    return len(item) >= 2 and len(bare) <= 4 and bare[:1] in _SURNAMES
