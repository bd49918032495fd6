"""Invented texts: nothing here was taken from a real case."""

from __future__ import annotations

PLAIN = "2019年3月1日，被告向原告借款五万元，约定一年后归还，被告到期未还，原告多次催要无果。"
"""A loan that raises nothing."""

MANY_BUYERS = "被告系小区开发商，与赵某等{count}名原告签订商品房买卖合同后，未按约交付房屋。"
"""A developer, and as many plaintiffs as one writes in."""

COMMENTED = """能否认定新类型案件的裁判规则

 基本案情

{facts}

 裁判结果

法院判决被告归还借款五万元。

 典型意义

本案系全国首例，涉及公共利益，法律规定并不明确，经媒体报道后引发社会广泛关注，众多业主集体上访。
"""
"""A report on a case: what stands under the last heading was written after judgment."""

BY_CODE = {
    "F1a": "原告系环保组织，以被告排放废水损害社会公共利益为由提起公益诉讼。",
    "F1c": "双方因比特币的交付发生争议，此前没有这样的先例，系全国首例。",
    "F1d": "合同到期后如何计算，法律规定并不明确，司法实践中有不同观点。",
    "F1e": "被告人向境外机构提供国家秘密，从事间谍活动。",
    "F2a": "被告与赵某等三十余名业主签订合同，业主多次集体反映房屋漏水。",
    "F2b": "此事经电视台报道后引发热议，造成恶劣的社会影响。",
    "F2c": "原告等业主购房后，被告逾期交房，其他业主已分别提起诉讼，法院另有系列案件审理中。",
    "F2d": "被告在当地燃气市场具有市场支配地位，其搭售行为涉及全市用户，影响行业发展。",
}
"""A text for each code that a text can show."""
