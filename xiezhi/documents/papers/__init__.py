"""文书样式: the register of papers that are drafted from a case's facts."""

from collections.abc import Callable

from xiezhi.documents.case_paper import CasePaper
from xiezhi.documents.paper import Paper
from xiezhi.documents.papers import forms, judgments, minutes, notices
from xiezhi.law.terms import Term


class PaperKind(Term):
    """文书种类: a paper that can be drafted."""

    JUDGMENT = "judgment", "判决书"
    CONVERSION_RULING = "conversion_ruling", "程序转换裁定书"
    ACCEPTANCE_NOTICE = "acceptance_notice", "受理案件通知书"
    RESPONSE_NOTICE = "response_notice", "应诉通知书"
    BENCH_NOTICE = "bench_notice", "合议庭组成人员告知书"
    SUMMONS = "summons", "传票"
    HEARING_MINUTES = "hearing_minutes", "开庭笔录"
    DELIBERATION_MINUTES = "deliberation_minutes", "合议庭评议笔录"
    SERVICE_RECEIPT = "service_receipt", "送达回证"
    EXTENSION_FORM = "extension_form", "延长审理期限审批表"
    FILE_LIST = "file_list", "卷内目录"
    REMARKS = "remarks", "卷内备考表"


_COMPOSERS: dict[PaperKind, Callable[[CasePaper], Paper]] = {
    PaperKind.JUDGMENT: judgments.judgment,
    PaperKind.CONVERSION_RULING: notices.conversion_ruling,
    PaperKind.ACCEPTANCE_NOTICE: notices.acceptance_notice,
    PaperKind.RESPONSE_NOTICE: notices.response_notice,
    PaperKind.BENCH_NOTICE: notices.bench_notice,
    PaperKind.SUMMONS: notices.summons,
    PaperKind.HEARING_MINUTES: minutes.hearing_minutes,
    PaperKind.DELIBERATION_MINUTES: minutes.deliberation_minutes,
    PaperKind.SERVICE_RECEIPT: forms.service_receipt,
    PaperKind.EXTENSION_FORM: forms.extension_form,
    PaperKind.FILE_LIST: forms.file_list,
    PaperKind.REMARKS: forms.remarks,
}


def compose(kind: PaperKind, case: CasePaper) -> Paper:
    """Return the draft of a paper; `Paper.blanks` lists what it still asks for."""
    return _COMPOSERS[kind](case)
