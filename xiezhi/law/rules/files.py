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
    return Finding("E_NO_PAPER", "所选材料不在本案卷宗之内", _BINDING, given={"field": "paper"})


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
