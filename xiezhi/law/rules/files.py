"""卷宗规则: what may enter a file, what an archive demands. Pure."""

from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.catalogue import catalogue_for
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Post, State, Volume

_BINDING = cite("诉讼文书立卷归档办法")


def not_archived(facts: CaseFacts) -> Finding | None:
    """An archived file is closed."""
    if facts.state is not State.ARCHIVED:
        return None
    return Finding("E_FROZEN", "本案已归档，卷宗不再变动", _BINDING)


@needs("uploads")
def file_was_received(facts: CaseFacts, data: Any) -> Finding | None:
    """Only what was received and checked by the platform enters a file."""
    if data.file in facts.uploads:
        return None
    says = "没有收到这个文件，或者收到后超过一天未入卷已被清除。请重新上传"
    return Finding("E_NOT_RECEIVED", says, cite("平台约定"), given={"field": "file"})


def parties_file_in_main(facts: CaseFacts, data: Any) -> Finding | None:
    """Parties' papers belong to the main volume."""
    outsiders = facts.posts & {Post.PARTY, Post.COUNSEL}
    if not outsiders or data.volume is Volume.MAIN:
        return None
    return Finding("E_VOLUME", "当事人提交的材料入正卷", _BINDING, given={"field": "volume"})


def item_is_known(facts: CaseFacts, data: Any) -> Finding | None:
    """The place is one of the catalogue of this kind of case, in its volume."""
    if not data.item or facts.procedure is None:
        return None
    catalogue = catalogue_for(facts.kind, facts.procedure)
    fitting = {item.code for item in catalogue.items if item.volume is data.volume}
    if data.item in fitting:
        return None
    says = "{volume}目录中没有“{item}”，请从目录中选择"
    given = {"volume": data.volume.label, "item": data.item, "field": "item"}
    return Finding("E_CATALOGUE", says, _BINDING, given=given)


@needs("catalogue")
def paper_is_here(facts: CaseFacts, data: Any) -> Finding | None:
    """The paper that is placed or voided is one of this file."""
    if data.paper in facts.files:
        return None
    return Finding(
        "E_NO_PAPER",
        "所选材料不在本案卷宗之内，请从本案卷宗中选择",
        _BINDING,
        given={"field": "paper"},
    )


@needs("catalogue")
def catalogue_is_complete(facts: CaseFacts) -> Finding | None:
    """The archive demands the mandatory items of the catalogue."""
    if facts.procedure is None:
        return None
    catalogue = catalogue_for(facts.kind, facts.procedure)
    lacking = catalogue.missing(facts.catalogue, single=facts.procedure.single)
    if not lacking:
        return None
    names = "、".join(item.name for item in lacking)
    says = "卷宗缺少必备材料：{names}。请补齐后归档"
    return Finding("E_EVIDENCE", says, _BINDING, "files.add", {"names": names})


def was_submitted(facts: CaseFacts) -> Finding | None:
    """The archive takes over what was handed over."""
    if "archives.accept" in facts.duties:
        return None
    return Finding("E_NOT_SUBMITTED", "承办部门尚未移送归档", _BINDING, "archives.submit")


@needs("package")
def four_checks_passed(facts: CaseFacts) -> Finding | None:
    """R28-12: one check that fails keeps the file out of the archive."""
    if "archives.accept" not in facts.duties:
        return None
    if facts.package is None:
        says = "档案包尚未封装检测，请稍候再接收"
        return Finding("E_NOT_PACKED", says, _BINDING)
    failed = "；".join(f"{name}：{'、'.join(why)}" for name, why in facts.package.items() if why)
    if not failed:
        return None
    says = "四性检测未通过，不能接收。{failed}"
    given = {"failed": failed[:1500]}
    return Finding("E_FOUR_CHECKS", says, _BINDING, "archives.return_file", given)
