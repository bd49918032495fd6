"""分案规则 R7.1–R7.13, as far as the first cut needs them. Pure."""

from collections.abc import Iterable
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Post, Seat

_ARTICLE_7 = cite("法发〔2020〕26号", 7)


def needs_a_panel(facts: CaseFacts, data: Any) -> bool:
    """Whether the procedure is heard by a panel."""
    return facts.procedure is None or not facts.procedure.single


@needs("pool", "former", "kept_out")
def someone_can_hear(facts: CaseFacts) -> Finding | None:
    """A pool needs a judge of the court who may hear the case."""
    if facts.roster is None or any(row.weight for row in facts.roster.pool(facts)):
        return None
    says = (
        "本院没有可以承办本案的法官（均因回避、曾参与审理或者不在岗被排除）。"
        "请报请上级人民法院指定管辖，或者指定分案"
    )
    return Finding("E_POOL_EMPTY", says, _ARTICLE_7, "assignment.designate")


@needs("pool", "former")
def pool_is_sealed(facts: CaseFacts) -> Finding | None:
    """R7.1: a draw stands on a sealed pool, or it could not be replayed."""
    if facts.pool is not None:
        return None
    says = "候选名单尚未封存，抽取结果将无法复算"
    return Finding("E_ASSIGN_NOT_REPRODUCIBLE", says, _ARTICLE_7, "assignment.seal_pool")


@needs("pool")
def no_second_draw(facts: CaseFacts) -> Finding | None:
    """R7.2: a case is drawn once; only a reassignment with a listed reason draws again."""
    if not facts.draws:
        return None
    says = "本案已随机分案，不得重复抽取。确需调整承办法官的，由院庭长说明法定事由后办理"
    return Finding("E_REDRAW_FORBIDDEN", says, _ARTICLE_7, "assignment.reassign")


@needs("persons")
def ground_within_authority(facts: CaseFacts, data: Any) -> Finding | None:
    """R7.3: the ground “other” needs the president."""
    if data.ground.value != "G5" or Post.PRESIDENT in facts.posts:
        return None
    says = "以“{ground}”指定分案，由院长办理"
    given = {"ground": data.ground.label, "field": "ground"}
    return Finding("E_DESIGNATE_INCOMPLETE", says, _ARTICLE_7, given=given)


def not_to_oneself(facts: CaseFacts, data: Any) -> Finding | None:
    """R7.13: nobody but the president designates a case to himself or herself."""
    if data.judge != facts.actor or Post.PRESIDENT in facts.posts:
        return None
    says = "不能将案件指定给本人，请报院长指定"
    return Finding("E_DESIGNATE_SELF", says, _ARTICLE_7, given={"field": "judge"})


@needs("persons", "former", "pool")
def judge_can_take_it(facts: CaseFacts, data: Any) -> list[Finding]:
    """The judge who is named belongs to the court, holds a judge's post, has no conflict."""
    return _fits(facts, data.judge, "judge")


@needs("persons", "former", "pool", "kept_out")
def new_judge_fits(facts: CaseFacts, data: Any) -> list[Finding]:
    """The same for a judge who takes the case over."""
    if data.judge is None:
        return [*_someone_else(facts)]
    if data.judge in {one.person for one in facts.seated(Seat.HANDLING)}:
        given = {"field": "judge"}
        return [
            Finding(
                "E_SAME_JUDGE",
                "所选法官正承办本案，请另选一名法官，或者留空由系统随机抽取",
                _ARTICLE_7,
                given=given,
            )
        ]
    return _fits(facts, data.judge, "judge")


def _someone_else(facts: CaseFacts) -> Iterable[Finding]:
    """A draw needs a judge besides the one who has the case."""
    without = frozenset(one.person for one in facts.seated(Seat.HANDLING))
    if facts.roster is None or any(row.weight for row in facts.roster.pool(facts, without)):
        return
    says = "除现承办法官外，本院没有可以承办本案的法官，无法随机调整。请报请上级人民法院指定管辖"
    yield Finding("E_POOL_EMPTY", says, _ARTICLE_7)


def _fits(facts: CaseFacts, person: int, field: str) -> list[Finding]:
    known = facts.persons.get(person)
    given = {"field": field, "name": known.name if known else "所选人员"}
    if known is None or Post.JUDGE not in known.posts:
        return [
            Finding(
                "E_NOT_A_JUDGE",
                "{name}不是本院员额法官，请从本院员额法官中选择",
                cite("法院组织法", 40),
                given=given,
            )
        ]
    found = []
    if person in facts.former:
        says = "{name}曾参与本案原审，不得再参与审理"
        found.append(Finding("E_PRIOR_PARTICIPATION", says, cite("民诉法", 41), given=given))
    if known.conflicts:
        given["why"] = "、".join(known.conflicts)
        says = "{name}应当回避：{why}"
        found.append(Finding("E_CONFLICT", says, cite("法释〔2011〕12号", 1), given=given))
    if known.absent:
        says = "{name}目前不在岗，不能分案"
        found.append(Finding("E_ABSENT", says, _ARTICLE_7, given=given))
    return found


def reason_is_listed(facts: CaseFacts, data: Any) -> Finding | None:
    """R7.5: a heavy load alone is no reason to change the judge."""
    if data.reason.value != "busy":
        return None
    says = "“{reason}”不是调整承办法官的事由。可以因回避、工作调动、身体健康、廉政风险等事由调整"
    given = {"reason": data.reason.label, "field": "reason"}
    return Finding("E_REASON_INVALID", says, _ARTICLE_7, given=given)


@needs("recusals")
def no_recusal_pending(facts: CaseFacts, data: Any) -> Finding | None:
    """While a recusal waits for its decision the judge is not changed for it."""
    if data.reason.value != "recusal" or not facts.recusals:
        return None
    says = "回避申请尚未决定，暂不能以回避为由调整"
    return Finding("E_RECUSAL_PENDING", says, cite("民诉法", 50), "recusal.decide")


_STAFF = {Seat.ASSISTANT: Post.JUDGE_ASSISTANT, Seat.CLERK: Post.CLERK}


@needs("persons")
def only_staff_seats(facts: CaseFacts, data: Any) -> list[Finding]:
    """Assistants and clerks of this court are assigned here; judges' seats are composed."""
    found = []
    for entry in data.seats:
        known, wanted = facts.persons.get(entry.person), _STAFF.get(entry.seat)
        if wanted is None:
            says = "此处只调配法官助理、书记员；法官席位由“组成合议庭”办理"
            found.append(Finding("E_SEAT", says, _ARTICLE_7, "panel.compose", {"field": "seats"}))
        elif known is None or wanted not in known.posts:
            given = {"name": known.name if known else "所选人员", "seat": entry.seat.label}
            says = "{name}不是本院的{seat}"
            found.append(Finding("E_SEAT", says, _ARTICLE_7, given=given | {"field": "seats"}))
    return found
