"""法律信号: open questions of law and matters that the law has not met before (F1c, F1d)."""

import re
from collections.abc import Iterator

from xiezhi.detection.reading import Reading
from xiezhi.detection.signals import Area, Signal, Span, words

_DOCTRINE = re.compile(
    r"司法实践|立法(?:目的|本意|精神|原意)|法理|法律性质|法律关系的性质|界定|举证责任|应当认定|争议焦点|惩罚性赔偿|不能简单"
    r"|《[^》]{2,24}(?:法|典|解释|条例)》(?:\([^)]{2,8}\))?第[\d一二三四五六七八九十百]+条|溯及|类推|扩大解释|限缩"
    r"|基本原则|价值取向|公平原则|意思自治|公序良俗|信赖利益|特别规定|文义|体系解释"
)


def _doctrine(least: int) -> Signal:
    def find(reading: Reading) -> Iterator[Span]:
        if reading.criminal:
            return
        found = list(_DOCTRINE.finditer(reading.plain))
        if len(found) >= least and len({match[0] for match in found}) >= least // 2:
            yield from (match.span() for match in found[:3])

    return Signal(f"law.doctrine{least}", "讨论法律适用", find)


SIGNALS: tuple[Signal, ...] = (
    _doctrine(4),
    _doctrine(7),
    words(
        "law.open",
        "法律规定不明、有不同观点",
        r"(?:法律|规定|立法)[^,。;]{0,8}(?:并?不明确|没有明确|未明确|空白|缺失)",
        r"缺乏明确的?(?:法律)?规定",
        r"(?:法律|法规|规定)[^,。;]{0,10}(?:未|没有)(?:对)?[^,。;]{0,12}作出(?:明确)?规定",
        r"不同(?:观点|认识)",
        r"有观点认为",
        r"(?:司法实践|法律性质|法律适用|适用法律)[^,。;]{0,10}争议",
        r"(?:扩大|限缩|类推|目的|体系)解释",
        r"举重以明轻",
        r"裁判规则",
        r"同案不同判",
        unless=r"禁止|合同|协议|条款",
        area=Area.CIVIL,
    ),
    words(
        "law.question",
        "以法律问题开头",
        r"^\s*[^。\n]{0,40}(?:能否|是否应当|应否|可否|如何(?:认定|处理|适用))",
        area=Area.CIVIL,
    ),
    words(
        "law.monopoly", "竞争法、行政协议", r"反垄断法", r"市场支配地位", r"行政协议",
        area=Area.CIVIL,
    ),
    words(
        "new.first",
        "首例、新规定",
        r"全国首例",
        r"首例",
        r"首案",
        r"第一案",
        r"首次(?:在.{0,12})?(?:规定|确立|使用|明确)",
        r"(?:民法典|法》)[^,。;]{0,6}(?:新设|引入|正式确立|新增)",
        r"填补[^,。;]{0,10}空白",
        r"新类型(?:案件|纠纷)?",
        r"新型(?:案件|纠纷|权利|犯罪)",
    ),
    words(
        "new.institution",
        "民法典等新设的制度",
        r"打印遗嘱", r"遗产管理人", r"设立居住权", r"居住权(?:合同|登记)", r"自甘(?:冒险|风险)", r"人格权(?:保护)?禁令", r"行为保全", r"保理(?!赔)",
        r"离婚冷静期", r"婚前[^,。;]{0,10}重大疾病", r"高空抛物", r"好意同乘", r"声音权", r"情势变更", r"婚内析产", r"离婚经济补偿",
        r"人身安全保护令", r"意定监护", r"绿色原则", r"英雄烈士", r"公益诉讼", r"惩罚性赔偿", r"预约式", r"行政协议", r"行政允诺",
        r"新就业形态", r"骑手", r"平台用工", r"网约车", r"个人信息", r"人格(?:利益|象征意义)", r"性骚扰", r"监护权撤销",
        area=Area.CIVIL,
    ),
    words(
        "law.instances",
        "各级法院看法不同",
        r"法院改判", r"二审(?:法院)?判决撤销", r"再审判决", r"抗诉", r"立法(?:本意|目的|精神|原意)", r"不能简单", r"指令.{0,6}再审",
        area=Area.CIVIL,
    ),
    words(
        "law.administrative",
        "行政争议",
        r"行政(?:诉讼|复议|协议|行为)", r"行政机关", r"房屋征收(?:与)?补偿",
        area=Area.CIVIL,
    ),
    words(
        "new.technology",
        "新技术、新业态",
        r"人工智能",
        r"区块链",
        r"虚拟(?:货币|财产)",
        r"比特币",
        r"人脸识别",
        r"深度伪造",
        r"基因(?:编辑|检测)",
        r"胚胎",
        r"辅助生殖",
        r"自动驾驶",
        r"暗刷流量",
        r"流量(?:造假|劫持)",
        r"直播(?:打赏|带货)",
        r"数据(?:抓取|权益|爬取)",
        r"爬虫",
        r"个人信息保护",
        r"人格权(?:保护)?禁令",
        r"打印遗嘱",
        r"遗产管理人",
        r"自甘(?:冒险|风险)",
        r"手机(?:软件|卫士)",
        r"算法",
        r"大数据",
        r"短视频",
        r"网络主播",
        r"代孕",
        unless=r"加密算法|计算方法",
        area=Area.CIVIL,
    ),
)  # fmt: skip
