"""审判组织: who may sit in a case; the table itself is in `compositions`, voting in `tally`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xiezhi.law.finding import Finding, gather
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.compositions import (
    FORMER_PART,
    Composition,
    Matter,
    Stage,
    compositions,
    may_return,
)
from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import Area, FourType, Level, Post, Procedure, Term

LEADERS = frozenset({Post.PRESIDENT, Post.DIVISION_HEAD})
"""院长、庭长: who presides when sitting (法院组织法第30条)."""
SUPPORT = frozenset({Post.JUDGE_ASSISTANT, Post.CLERK})
"""审判辅助人员: not members of the bench."""
COMPOSE, CONVERT, REASSIGN = "panel.compose", "panel.convert_to_panel", "assignment.reassign"
SEVEN_JUDGES, SEVEN_JURORS = 3, 4
"""七人合议庭: 法官三人与人民陪审员四人 (陪审员法第14条)."""


class BenchKind(Term):
    """审判组织形式: one judge or a panel."""

    SOLE = "sole", "独任庭"
    PANEL = "panel", "合议庭"


class SoleBar(Term):
    """不得独任的情形: the six items of 民诉法第42条."""

    PUBLIC_INTEREST = "public_interest", "涉及国家利益、社会公共利益"
    MASS_DISPUTE = "mass_dispute", "涉及群体性纠纷，可能影响社会稳定"
    WIDE_ATTENTION = "wide_attention", "人民群众广泛关注或者其他社会影响较大"
    NEW_OR_DIFFICULT = "new_or_difficult", "属于新类型或者疑难复杂"
    PANEL_REQUIRED = "panel_required", "法律规定应当组成合议庭审理"
    UNFIT = "unfit", "其他不宜由审判员一人独任审理"


@dataclass(frozen=True)
class BenchSeat:
    """席位: one person on or beside the bench; jurors carry the record of their draw."""

    person: int
    post: Post = Post.JUDGE
    presides: bool = False
    handles: bool = False
    drawn_on: date | None = None
    at_random: bool = True
    mediated: bool = False
    """Whether the person mediated this dispute before (陪审员解释第6条)."""

    @property
    def is_juror(self) -> bool:
        """Whether a people's assessor sits here."""
        return self.post is Post.JUROR


@dataclass(frozen=True)
class Bench:
    """审判组织: the seats of a case, assistants and clerks among them, for one matter."""

    kind: BenchKind
    matter: Matter
    level: Level
    seats: tuple[BenchSeat, ...]
    procedure: Procedure | None = None
    maritime: bool = False

    @property
    def members(self) -> tuple[BenchSeat, ...]:
        """The seats that decide: judges and jurors."""
        return tuple(seat for seat in self.seats if seat.post not in SUPPORT)

    @property
    def judges(self) -> tuple[BenchSeat, ...]:
        """The judges among the members."""
        return tuple(seat for seat in self.members if not seat.is_juror)

    @property
    def jurors(self) -> tuple[BenchSeat, ...]:
        """The jurors among the members."""
        return tuple(seat for seat in self.members if seat.is_juror)

    @property
    def seven(self) -> bool:
        """Whether it is a seven-person panel with jurors, who then vote on facts only."""
        return len(self.members) == SEVEN_JUDGES + SEVEN_JURORS and bool(self.jurors)


@dataclass(frozen=True)
class Participation:
    """前程序参与: a person's part, a clerk's or an assistant's too, in an earlier procedure."""

    person: int
    stage: Stage


@dataclass(frozen=True, kw_only=True)
class TrialFacts:
    """组庭所据事实: what of a case bears on who may hear it, as known on a day."""

    on: date
    remanded: bool = False
    retrial: bool = False
    sole_bars: frozenset[SoleBar] = frozenset()
    four_types: frozenset[FourType] = frozenset()
    """Codes of the flags in force."""
    expected_months: int | None = None
    """Expected sentence in months of imprisonment; None where none is expected or known."""
    public_interest_suit: bool = False
    major_social_impact: bool = False
    wide_attention: bool = False
    group_interest: bool = False
    voter_or_difficult: bool = False
    """选民资格案件或者重大、疑难的案件, in civil special procedure."""
    without_hearing: bool = False
    hearing_on: date | None = None
    earlier: tuple[Participation, ...] = ()


def check_bench(bench: Bench, facts: TrialFacts) -> list[Finding]:
    """Return every reason why this bench may not hear the case; empty when it may."""
    rows = compositions(bench.matter, bench.procedure, bench.level, bench.maritime)
    if bench.kind is BenchKind.SOLE:
        form = gather(_sole(bench, facts, rows))
    else:
        form = gather(
            _size(bench, rows),
            _seven(bench, facts),
            _presiding(bench),
            _special_panel(bench, facts),
        )
    return form + gather(
        _jurors(bench, facts, rows),
        _juror_wanted(bench, facts),
        (finding for seat in bench.jurors for finding in check_draw(seat, facts)),
        _earlier_parts(bench, facts),
    )


def _sole(bench: Bench, facts: TrialFacts, rows: list[Composition]) -> Iterator[Finding]:
    if len(bench.members) != 1 or bench.jurors:
        says = "独任庭由审判员一人组成。"
        yield Finding("E_SOLE_SIZE", says, cite("法院组织法", 29), COMPOSE)
    if not any(row.sole for row in rows):
        says = "{level}审理{matter}案件（{procedure}），法律没有规定可以由审判员一人独任审理。"
        given = {
            "level": bench.level.label,
            "matter": bench.matter.label,
            "procedure": bench.procedure.label if bench.procedure else "未定程序",
        }
        source = rows[0].source if rows else cite("法院组织法", 29)
        yield Finding("E_SOLE_FORBIDDEN", says, source, CONVERT, given)
    yield from sole_bars(bench.matter, facts)


def sole_bars(matter: Matter, facts: TrialFacts) -> Iterator[Finding]:
    """Yield what forbids one judge alone to hear the case, whatever the procedure (P7)."""
    area = matter.area
    says = "本案{why}，不得由审判员一人独任审理，应当转由合议庭审理。"
    if area is Area.CIVIL:
        for bar in sorted(facts.sole_bars):
            given = {"why": bar.label}
            yield Finding("E_SOLE_FORBIDDEN", says, cite("民诉法", 42), CONVERT, given)
    if facts.four_types:
        codes = "、".join(sorted(facts.four_types))
        source = cite("民诉法", 42) if area is Area.CIVIL else cite("法发〔2021〕30号")
        given = {"why": f"已标识为“四类案件”（{codes}）"}
        yield Finding("E_SOLE_FORBIDDEN", says, source, CONVERT, given)
    if facts.remanded or facts.retrial:
        given = {"why": "系发回重审案件" if facts.remanded else "系再审案件"}
        yield Finding("E_SOLE_FORBIDDEN", says, _fresh_panel(area, facts), CONVERT, given)
    months = parameter("organisation.sole_sentence_months_max", facts.on)
    if area is Area.CRIMINAL and (facts.expected_months or 0) > months:
        given = {"why": f"可能判处的有期徒刑超过{months // 12}年"}
        yield Finding("E_SOLE_FORBIDDEN", says, cite("刑诉法", 216, 1), CONVERT, given)
    if facts.voter_or_difficult and matter is Matter.CIVIL_SPECIAL:
        given = {"why": "系选民资格案件或者重大、疑难案件"}
        yield Finding("E_SOLE_FORBIDDEN", says, cite("民诉法", 185), CONVERT, given)


def _fresh_panel(area: Area, facts: TrialFacts) -> Citation:
    if area is Area.CIVIL:
        return cite("民诉法", 41, 3 if facts.remanded else 4)
    if area is Area.CRIMINAL:
        return cite("刑诉法", 239 if facts.remanded else 256)
    return cite("行诉解释", 109 if facts.remanded else 119, 2)


def _size(bench: Bench, rows: list[Composition]) -> Iterator[Finding]:
    size, jurors = len(bench.members), len(bench.jurors)
    given: dict[str, object]
    if size % 2 == 0:
        says = "合议庭现有{size}人，成员应为单数。请增加或者减少一人。"
        yield Finding("E_PANEL_EVEN", says, cite("法院组织法", 30, 1), COMPOSE, {"size": size})
    elif bench.seven and (len(bench.judges), jurors) != (SEVEN_JUDGES, SEVEN_JURORS):
        says = (
            "七人合议庭由法官三人与人民陪审员四人组成，现为法官{judges}人、人民陪审员{jurors}人。"
        )
        given = {"judges": len(bench.judges), "jurors": jurors}
        yield Finding("E_PANEL_7_MIX", says, cite("陪审员法", 14), COMPOSE, given)
    elif not any(_admits(row, size, jurors) for row in rows):
        says = "{level}审理{matter}案件，{allowed}，不能组成{size}人合议庭。"
        given = {
            "level": bench.level.label,
            "matter": bench.matter.label,
            "allowed": "；".join(_describe(row) for row in rows) or "法律没有规定可以组成合议庭",
            "size": size,
        }
        source = rows[0].source if rows else cite("法院组织法", 30, 1)
        yield Finding("E_PANEL_SIZE", says, source, COMPOSE, given)


def _admits(row: Composition, size: int, jurors: int) -> bool:
    """Whether the row allows the size; jurors where none may sit are another finding's matter."""
    if jurors and row.mixed:
        return size in row.mixed
    return row.judges is not None and row.judges[0] <= size <= row.judges[1]


def _describe(row: Composition) -> str:
    parts: list[str] = []
    if row.sole:
        parts.append("由审判员一人独任审理")
    if row.judges is not None:
        low, high = row.judges
        size = f"{low}人" if low == high else f"{low}人以上单数"
        if low < high <= SEVEN_JUDGES + SEVEN_JURORS:
            size = f"{low}人至{high}人单数"
        parts.append(f"可由审判员{size}组成合议庭")
    if row.mixed:
        sizes = "或者".join(f"{size}人" for size in sorted(row.mixed))
        parts.append(f"可由审判员和人民陪审员共{sizes}组成合议庭")
    return "，".join(parts)


def _seven(bench: Bench, facts: TrialFacts) -> Iterator[Finding]:
    """Yield the missing seven-person panel where the law demands one (陪审员法第16条)."""
    if not bench.matter.first_instance or bench.seven or bench.level is Level.SUPREME:
        return
    if facts.public_interest_suit and bench.matter.area is not Area.CRIMINAL:
        why = "系公益诉讼"
    elif facts.major_social_impact:
        why = "社会影响重大"
    else:
        return
    says = "本案{why}，第一审应由法官三人与人民陪审员四人组成七人合议庭。"
    yield Finding("E_PANEL_7_REQUIRED", says, cite("陪审员法", 16), COMPOSE, {"why": why})


def _presiding(bench: Bench) -> Iterator[Finding]:
    presiding = [seat for seat in bench.members if seat.presides]
    if len(presiding) != 1:
        says = "合议庭应有一名审判长，现有{count}名。审判长由院长或者庭长指定审判员一人担任。"
        source = cite("法院组织法", 30, 2)
        yield Finding("E_PRESIDING_ONE", says, source, COMPOSE, {"count": len(presiding)})
    if any(seat.is_juror for seat in presiding):
        says = "人民陪审员不能担任审判长，应由法官担任。"
        yield Finding("E_JUROR_PRESIDES", says, cite("陪审员法", 14), COMPOSE)
    leaders = [seat for seat in bench.judges if seat.post in LEADERS]
    if leaders and not any(seat.presides for seat in leaders):
        says = "{leaders}参加审理，应由本人担任审判长。"
        given = {"leaders": "、".join(sorted({seat.post.label for seat in leaders}))}
        yield Finding("E_LEADER_MUST_PRESIDE", says, cite("法院组织法", 30, 2), COMPOSE, given)


def _special_panel(bench: Bench, facts: TrialFacts) -> Iterator[Finding]:
    if bench.matter is Matter.CIVIL_SPECIAL and not facts.voter_or_difficult:
        says = "特别程序案件由审判员一人独任审理；选民资格案件或者重大、疑难的案件才由合议庭审理。"
        yield Finding("E_PANEL_NOT_PROVIDED", says, cite("民诉法", 185), COMPOSE, warning=True)


def _jurors(bench: Bench, facts: TrialFacts, rows: list[Composition]) -> Iterator[Finding]:
    if not bench.jurors:
        return
    if bench.matter.value.endswith("_second"):
        source, why = _second_instance(bench.matter.area), "第二审案件由审判员组成合议庭"
    elif facts.without_hearing:
        source, why = cite("陪审员解释", 5), "本案不开庭审理"
    elif not any(row.mixed for row in rows):
        source, why = _no_jurors(bench, rows)
    else:
        return
    says = "{why}，人民陪审员不参加审理。"
    yield Finding("E_JUROR_NOT_ALLOWED", says, source, COMPOSE, {"why": why})


def _second_instance(area: Area) -> Citation:
    return {
        Area.CIVIL: cite("民诉法", 41, 1),
        Area.CRIMINAL: cite("刑诉法", 183, 4),
        Area.ADMINISTRATIVE: cite("陪审员法", 15),
    }[area]


def _no_jurors(bench: Bench, rows: list[Composition]) -> tuple[Citation, str]:
    excluded = {
        Matter.CIVIL_SPECIAL,
        Matter.PAYMENT_ORDER,
        Matter.PUBLIC_NOTICE,
        Matter.FOREIGN_DIVORCE,
    }
    if bench.matter in excluded:
        return cite("陪审员解释", 5), f"本案属于{bench.matter.label}案件"
    source = rows[0].source if rows else cite("陪审员法", 15)
    return source, f"{bench.level.label}审理{bench.matter.label}案件由审判员进行"


def _juror_wanted(bench: Bench, facts: TrialFacts) -> Iterator[Finding]:
    """Yield a warning where the law wants jurors and none sit (陪审员法第15条)."""
    wanted = facts.wide_attention or facts.group_interest
    if bench.kind is BenchKind.SOLE or bench.jurors or not wanted:
        return
    if bench.matter.first_instance and bench.level is not Level.SUPREME:
        says = (
            "本案涉及群体利益、公共利益或者受到广泛关注，第一审一般由人民陪审员和法官组成合议庭。"
        )
        yield Finding("W_JUROR_WANTED", says, cite("陪审员法", 15), COMPOSE, warning=True)


def check_draw(seat: BenchSeat, facts: TrialFacts) -> Iterator[Finding]:
    """Yield what is wrong with the way this juror came to the case (P11)."""
    if not seat.at_random or seat.drawn_on is None:
        says = "人民陪审员应从名单中随机抽取确定，本席没有随机抽取的记录。"
        yield Finding("E_JUROR_NOT_RANDOM", says, cite("陪审员解释", 3), COMPOSE)
    days = parameter("organisation.juror_draw_days_before", facts.on)
    if seat.drawn_on and facts.hearing_on and (facts.hearing_on - seat.drawn_on).days < days:
        says = (
            "人民陪审员应在开庭{days}日前抽取确定：{drawn}抽取，{hearing}开庭。"
            "请改期或者由候补人员递补。"
        )
        given = {"days": days, "drawn": seat.drawn_on, "hearing": facts.hearing_on}
        yield Finding("E_JUROR_DRAW_LATE", says, cite("陪审员解释", 3), COMPOSE, given)
    if seat.mediated:
        says = "该人民陪审员曾以人民调解员身份先行调解本案，不得参与审理，由候补人员递补。"
        yield Finding("E_JUROR_MEDIATED", says, cite("陪审员解释", 6), COMPOSE)


def _earlier_parts(bench: Bench, facts: TrialFacts) -> Iterator[Finding]:
    fresh = facts.remanded or facts.retrial
    for seat in bench.seats:
        if seat.post in SUPPORT and not fresh:
            continue
        source = cite("法发〔2022〕31号") if seat.post in SUPPORT else None
        yield from former_part(seat.person, facts.earlier, bench.matter, source)


def former_part(
    person: int,
    earlier: tuple[Participation, ...],
    matter: Matter,
    source: Citation | None = None,
) -> Iterator[Finding]:
    """Yield a finding if the person took part in another procedure of this case (P8).

    The exceptions for cases that come back after a remand are in `compositions.EXEMPTIONS`.
    """
    parts = [part for part in earlier if part.person == person]
    barring = [part for part in parts if not may_return(part.stage, matter)]
    if barring:
        says = "该人员参与过本案的{stage}程序，不得再参与本程序的审理，应当更换。"
        given = {"person": person, "stage": barring[0].stage.label}
        where = source or FORMER_PART[matter.area]
        yield Finding("E_PRIOR_PARTICIPATION", says, where, REASSIGN, given)


def check_ballot(
    bench: Bench, person: int, *, heard: frozenset[int], deliberated: frozenset[int]
) -> list[Finding]:
    """Return why a person may not record a ballot: no member, or absent from part of it (P10).

    `heard` attended every hearing, `deliberated` the deliberation.
    """
    if person not in {seat.person for seat in bench.members}:
        says = "表决由合议庭成员进行，该人员不是本案合议庭成员。"
        return [Finding("E_BALLOT_NOT_MEMBER", says, cite("法院组织法", 31))]
    missed = [
        name for name, there in (("庭审", heard), ("评议", deliberated)) if person not in there
    ]
    if not missed:
        return []
    says = "该成员没有参加{missed}，不能表决。请重新开庭、评议，或者调整合议庭成员。"
    given = {"missed": "、".join(missed)}
    source = cite("法释〔2010〕1号", 5)
    return [Finding("E_BALLOT_WITHOUT_ATTENDANCE", says, source, COMPOSE, given)]
