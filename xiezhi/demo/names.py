"""Invented names: surnames and given names are put together at random, courts do not exist."""

from random import Random

SURNAMES = (
    "陆沈顾程何周秦方苏许林叶江白宋唐谢邵卫季施严温骆宁商尹柯舒闻冯褚蒋韩杨朱尤孔曹华金魏陶姜"
    "戚邹喻柏窦章云葛范彭郎鲁韦昌马苗凤花俞任袁柳史费廉岑薛雷贺倪汤"
)
FIRST = "景砚维允启淑知清明思远书若子怀承文致静雨晓安宜恒立嘉泽廷望修敬以乐成瑞锦希亦"
SECOND = "行秋桢之明贞远然宁舟白川岚章仪衡和谦宁松竹霖青云洲珩瑜瑾昭屿墨溪棠珂言"
PINYIN = {
    "陆": "lu", "沈": "shen", "顾": "gu", "程": "cheng", "何": "he", "周": "zhou", "秦": "qin",
    "方": "fang", "苏": "su", "许": "xu", "林": "lin", "叶": "ye", "江": "jiang", "白": "bai",
    "宋": "song", "唐": "tang", "谢": "xie", "邵": "shao", "卫": "wei", "季": "ji", "施": "shi",
    "严": "yan", "温": "wen", "骆": "luo", "宁": "ning", "商": "shang", "尹": "yin", "柯": "ke",
    "舒": "shu", "闻": "wen", "冯": "feng", "褚": "chu", "蒋": "jiang", "韩": "han", "杨": "yang",
    "朱": "zhu", "尤": "you", "孔": "kong", "曹": "cao", "华": "hua", "金": "jin", "魏": "wei",
    "陶": "tao", "姜": "jiang", "戚": "qi", "邹": "zou", "喻": "yu", "柏": "bai", "窦": "dou",
    "章": "zhang", "云": "yun", "葛": "ge", "范": "fan", "彭": "peng", "郎": "lang", "鲁": "lu",
    "韦": "wei", "昌": "chang", "马": "ma", "苗": "miao", "凤": "feng", "花": "hua", "俞": "yu",
    "任": "ren", "袁": "yuan", "柳": "liu", "史": "shi", "费": "fei", "廉": "lian", "岑": "cen",
    "薛": "xue", "雷": "lei", "贺": "he", "倪": "ni", "汤": "tang",
}  # fmt: skip
TRADES = ("商贸", "建材", "物业服务", "置业", "食品", "运输", "科技", "机械", "家居", "医药")
MARKS = (
    "宏澜",
    "云岫",
    "澄江",
    "明禾",
    "广恒",
    "启泰",
    "远岫",
    "金桐",
    "安澜",
    "和泽",
    "长屿",
    "瑞棠",
)


def person(random: Random) -> str:
    """Return an invented person's name."""
    given = random.choice(FIRST) + (random.choice(SECOND) if random.random() < 0.85 else "")
    return random.choice(SURNAMES) + given


def sort_key(name: str) -> str:
    """Return the key by which a name is ordered: the surname's pinyin, then the name itself."""
    return f"{PINYIN.get(name[0], 'z')} {name}"


def company(random: Random, place: str) -> str:
    """Return an invented company's name."""
    return f"{place}{random.choice(MARKS)}{random.choice(TRADES)}有限公司"
