"""分案规则 R7.1–R7.13, as far as the first cut needs them. Pure."""

import re
from collections.abc import Iterable
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, CourtFacts
from xiezhi.law.finding import Finding
from xiezhi.law.lot_values import LotFact
from xiezhi.law.sources import cite
from xiezhi.law.terms import Post, Seat

_ARTICLE_7 = cite("法发〔2020〕26号", 7)


def needs_a_panel(facts: CaseFacts, data: Any) -> bool:
    """Whether the procedure is heard by a panel."""
    return facts.procedure is None or not facts.procedure.single


@needs("pool")
def first_judge(facts: CaseFacts, data: Any) -> bool:
    """Whether the case has had no judge in charge before."""
    return facts.lot is None or facts.lot.before is None


@needs("pool")
def needs_its_first_panel(facts: CaseFacts, data: Any) -> bool:
    """Whether a panel is to be composed for the first time."""
    return first_judge(facts, data) and needs_a_panel(facts, data)


def by_lot(facts: CaseFacts, data: Any) -> bool:
    """Whether the judge who takes over is drawn."""
    return data.judge is None


_KEY_DIGITS = re.compile(r"[0-9a-f]{64}")


def two_witnesses(facts: CourtFacts, data: Any) -> list[Finding]:
    """A lot is answered by two witnesses at least, so that no one of them can withhold alone."""
    given = {"field": "witnesses"}
    entries = data.witnesses
    distinct = min(len({entry.key for entry in entries}), len({entry.name for entry in entries}))
    if len(entries) < WITNESSES_LEAST or distinct < len(entries):
        says = "见证人至少两名，名称、公钥各不相同。请补充其他见证人，例如其他法院、律师协会"
        return [Finding("E_TWO_WITNESSES", says, _ARTICLE_7, given=given)]
    wrong = [
        entry.name
        for entry in entries
        if not _KEY_DIGITS.fullmatch(entry.key) or not entry.name.isprintable()
        or any(letter.isspace() for letter in entry.name)
    ]  # fmt: skip
    says = "{name}的公钥不是64位小写十六进制数字，或者名称含有空格，请按见证人公布的内容填写"
    return [
        Finding("E_WITNESS_KEY", says, _ARTICLE_7, given=given | {"name": name}) for name in wrong
    ]


WITNESSES_LEAST = 2


def _cannot_draw(lot: LotFact) -> Finding | None:
    if len(lot.witnesses) < WITNESSES_LEAST:
        says = (
            "本院尚未确定分案见证人，不能随机分案，也不以其他方式抽取。"
            "请院长先办理“确定分案见证人”；急需分案的，可以指定分案"
        )
        return Finding("E_NO_WITNESSES", says, _ARTICLE_7, "assignment.name_witnesses")
    return _no_key(lot)


def _no_key(lot: LotFact) -> Finding | None:
    if lot.has_key:
        return None
    says = (
        "本院的抽签密钥不在本平台，不能封存、抽取。"
        "请平台管理员运行 xiezhi lot key 生成或者恢复密钥后重试"
    )
    return Finding("E_LOT_KEY_MISSING", says, _ARTICLE_7)


@needs("pool")
def court_can_draw(facts: CaseFacts) -> Finding | None:
    """R7.1: a lot needs the court's key and the witnesses; without them there is no weaker one."""
    return _cannot_draw(facts.lot) if facts.lot else None


@needs("pool")
def court_has_its_key(facts: CaseFacts) -> Finding | None:
    """R7.1: the court answers each lot by its key."""
    if facts.lot is None or (facts.sealed_pool is not None and facts.sealed_pool.alone):
        return None
    return _no_key(facts.lot)


@needs("pool")
def filing_is_in_the_log(facts: CaseFacts) -> Finding | None:
    """R7.1: the pool follows from the log up to the filing, so the filing must stand in it."""
    if facts.lot is None or None not in (facts.lot.filing, facts.lot.prev):
        return None
    says = "本案此前的记录尚未写入已签名的日志，请几秒钟后再封存"
    return Finding("E_NOT_IN_THE_LOG", says, _ARTICLE_7)


@needs("pool")
def no_lot_is_open(facts: CaseFacts) -> Finding | None:
    """R7.2: what was sealed and not drawn cannot be followed by another lot."""
    return _open(facts.lot) if facts.lot else None


def _open(lot: LotFact) -> Finding | None:
    if not lot.unresolved:
        return None
    says = "本案此前封存的候选名单没有抽取，不能另行抽签，否则结果可以挑选。请由院庭长指定承办法官"
    return Finding("E_LOT_UNRESOLVED", says, _ARTICLE_7, "assignment.designate")


@needs("pool")
def another_lot_can_be_held(facts: CaseFacts, data: Any) -> list[Finding]:
    """A judge is taken off a case for a lot only where that lot can be held."""
    if data.judge is not None or facts.lot is None:
        return []
    found = (_cannot_draw(facts.lot), _open(facts.lot))
    return [finding for finding in found if finding]


@needs("pool")
def answers_hold(facts: CaseFacts, data: Any) -> Finding | None:
    """R7.1: each witness of the sealed pool has given its one answer, and the proofs hold."""
    if facts.sealed_pool is None:
        says = "本案没有待抽取的候选名单，见证人的答复无从登记"
        return Finding("E_ASSIGN_NOT_REPRODUCIBLE", says, _ARTICLE_7, "assignment.seal_pool")
    wrong = facts.sealed_pool.refuses(data)
    if not wrong:
        return None
    says = "见证人的答复与封存的候选名单不符：{why}。请重新询问见证人"
    return Finding("E_ANSWER_INVALID", says, _ARTICLE_7, given={"why": "、".join(wrong)})


@needs("pool")
def all_have_answered(facts: CaseFacts) -> Finding | None:
    """R7.1: nothing is drawn before every witness has answered."""
    missing = facts.sealed_pool.missing if facts.sealed_pool is not None else ()
    if not missing:
        return None
    says = "候选名单已封存，等待见证人答复：{names}。系统正在自动询问，答复齐后即行抽取，无须操作"
    return Finding("E_ANSWERS_MISSING", says, _ARTICLE_7, given={"names": "、".join(missing)})


@needs("pool", "former", "kept_out")
def someone_can_hear(facts: CaseFacts) -> Finding | None:
    """A pool needs a judge of the court who may hear the case."""
    if facts.roster is None or any(row.weight for row in facts.roster.pool(facts, _before(facts))):
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
    if not facts.draws or _before(facts):
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
    if data.judge in _before(facts):
        return [_same_judge()]
    return _fits(facts, data.judge, "judge")


def _before(facts: CaseFacts) -> frozenset[int]:
    """Return the judge from whom the case was just taken, if it was."""
    before = facts.lot.before if facts.lot else None
    return frozenset() if before is None else frozenset({before})


def _same_judge() -> Finding:
    says = "所选法官正承办本案，请另选一名法官，或者留空由系统随机抽取"
    return Finding("E_SAME_JUDGE", says, _ARTICLE_7, given={"field": "judge"})


@needs("persons", "former", "pool", "kept_out")
def new_judge_fits(facts: CaseFacts, data: Any) -> list[Finding]:
    """The same for a judge who takes the case over."""
    if data.judge is None:
        return [*_someone_else(facts)]
    if data.judge in {one.person for one in facts.seated(Seat.HANDLING)}:
        return [_same_judge()]
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
