"""A cohort at work: tasks, goals, months with their numbers, perks, and what became of alumni."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from accelerator.participations.models import (
    CheckIn,
    Disposition,
    FollowUp,
    OnboardingTask,
    Participation,
    ParticipationState,
    Perk,
    Unit,
)
from accelerator.participations.services.arranging import (
    Wanted,
    add_metric,
    add_perk,
    add_task,
    comment,
    set_demo_line,
)
from accelerator.participations.services.checking_in import (
    Said,
    hand_in,
    note_read,
    plan_check_ins,
)
from accelerator.participations.services.following_up import answer_follow_up, plan_follow_ups
from accelerator.participations.services.joining import agree, move
from accelerator.participations.services.working import (
    KeyResult,
    add_milestone,
    claim,
    reach,
    set_goal,
    tick,
    verify,
)
from accelerator.programmes.models import Cohort, Phase
from hub.core.clock import now
from hub.core.database import db
from hub.core.walltime import to_wall
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.programmes import manager
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import read
from hub.demo.story import by_hand_of

TEXTS = "life.toml"
#: Sums of money are given in round figures, in minor units.
STEP = 50_000_00
#: (disposition, what they say) of alumni after half a year; the others have not answered.
ALUMNI = (Disposition.ACTIVE,) * 4 + (Disposition.ACQUIRED, Disposition.DORMANT)


def follow_numbers(cohort: Cohort, intake: Intake) -> None:
    """What the programme counts; before the first place is confirmed, which takes the baseline."""
    person = manager(intake.world)
    with by_hand_of(person):
        for metric in read(TEXTS)["metric"]:
            add_metric(
                cohort,
                Wanted(metric["name"], metric["help"]),
                by=person,
                unit=Unit(metric["unit"]),
                baseline_key=metric.get("from", ""),
            )


class Life:
    """`teams` are those who have taken their places; `silent` reports its first month only."""

    def __init__(self, intake: Intake, teams: list[Team], *, silent: Team | None = None) -> None:
        self.intake, self.world, self.teams, self.silent = intake, intake.world, teams, silent

    def arrange(self) -> None:
        """Tasks and perks, before they come."""
        person, texts, cohort = manager(self.world), read(TEXTS), self.intake.cohort
        first = cohort.starts_on or now().date()
        with by_hand_of(person):
            for number, task in enumerate(texts["task"]):
                add_task(
                    cohort,
                    Wanted(task["name"], task.get("how", {})),
                    by=person,
                    due_on=first + timedelta(days=4 + 3 * number),
                    is_agreement=bool(task.get("agreement")),
                )
            for perk in texts["perk"]:
                wanted = Wanted(perk["name"], perk["how"])
                add_perk(cohort, wanted, provider=perk["provider"], by=person, most=perk["most"])

    def start(self) -> None:
        person = manager(self.world)
        self.intake.calls.move(self.intake.call.key, Phase.RUNNING)
        with by_hand_of(person):
            plan_check_ins(self.intake.cohort)
        for place, team in enumerate(self.teams):
            self._come(team)
            for month, check_in in enumerate(self._months(team)):
                at = check_in.opens_at + timedelta(days=place % 5, hours=10, minutes=7 * place)
                if at < self.world.curtain and (team is not self.silent or month == 0):
                    self.world.story.at(at, partial(self._report, team, check_in, month=month))

    def _report(self, team: Team, check_in: CheckIn, *, month: int) -> None:
        """One startup, one month, counted from 0. Staff are some weeks behind."""
        with by_hand_of(team.its_owner):
            hand_in(check_in, self._said(team, month), by=team.its_owner)
        if now() < self.world.curtain - timedelta(days=25):
            person = manager(self.world)
            with by_hand_of(person):
                note_read(check_in, by=person)

    def advance(self, team: Team, place: int) -> None:
        """Milestones reached and not, a goal, a perk, a line for demo day."""
        participation, texts = self.participation(team), read(TEXTS)["work"][team.language]
        person, today = team.its_owner, to_wall(now(), "Asia/Jakarta").date()
        with by_hand_of(person):
            done = add_milestone(
                participation, texts["milestones"][place % 4], due_on=today, by=person
            )
            reach(done, participation, by=person)
            later = today + timedelta(days=80 + place * 4)
            add_milestone(
                participation, texts["milestones"][(place + 1) % 4], due_on=later, by=person
            )
            results = [
                KeyResult(texts["results"][0], 40 + 5 * place, 8 + 3 * place),
                KeyResult(texts["results"][1], 3, place % 4),
            ]
            set_goal(
                participation, texts["goals"][place % 3], results=results, by=person, due_on=later
            )
            set_demo_line(participation, team.venture.headlines[place % 3], by=person)
            for perk in self._perks()[: place % 3]:
                claim(perk, participation, by=person)
        if place % 2 == 0:
            staff = manager(self.world)
            with by_hand_of(staff):
                verify(done, participation, by=staff)
                comment(participation, texts["comments"][place % 2], by=staff)

    def graduate(self) -> None:
        person = manager(self.world)
        with by_hand_of(person):
            for team in self.teams:
                move(self.participation(team), ParticipationState.GRADUATED, reason="", by=person)
            self.intake.calls.move(self.intake.call.key, Phase.ENDED)
            plan_follow_ups(self.intake.cohort)

    def answer_as_alumni(self) -> None:
        for team, became in zip(self.teams, ALUMNI, strict=False):
            query = select(FollowUp).where(
                FollowUp.participation_id == self.participation(team).id,
                FollowUp.due_on <= now().date(),
                FollowUp.answered_at.is_(None),
            )
            for follow_up in db.session.scalars(query):
                note = read(TEXTS)["alumni"][became.value]
                numbers = self._said(team, 6).numbers
                with by_hand_of(team.its_owner):
                    answer_follow_up(
                        follow_up, became, numbers=numbers, note=note, by=team.its_owner
                    )

    def participation(self, team: Team) -> Participation:
        wanted = self.intake.applications[team.name].id
        query = select(Participation).where(Participation.application_id == wanted)
        return db.session.scalars(query).unique().one()

    def _come(self, team: Team) -> None:
        """The first week: the agreement, the tasks, and they are at work."""
        participation, person = self.participation(team), team.its_owner
        with by_hand_of(person):
            agree(participation, version=self.intake.cohort.agreement_version, by=person)
            for task in self._tasks():
                if not task.is_agreement:
                    tick(participation, task, done=True, by=person)
        staff = manager(self.world)
        with by_hand_of(staff):
            move(participation, ParticipationState.ACTIVE, reason="", by=staff)

    def _said(self, team: Team, month: int) -> Said:
        rng, texts = team.rng, read(TEXTS)["work"][team.language]
        size, growth = 1 + 5 * team.quality, 1 + 0.16 * (month + rng.random())
        baseline = self.participation(team).baseline
        numbers: dict[str, int | None] = {}
        for metric, usual in zip(read(TEXTS)["metric"], (40, 3, 48_000_000_00, 2), strict=True):
            key = metric["key"]
            first = baseline.get(key) or int(usual * size)
            if metric.get("monthly"):
                first = first // 12
            number = int(first * (growth if metric.get("grows") else 1))
            numbers[key] = number // STEP * STEP if metric["unit"] == "money" else number
        place = (month + rng.randrange(4)) % 4
        return Said(numbers, texts["highlights"][place], texts["help"][place], is_meant=True)

    def _months(self, team: Team) -> list[CheckIn]:
        query = (
            select(CheckIn)
            .where(CheckIn.participation_id == self.participation(team).id)
            .order_by(CheckIn.month)
        )
        return list(db.session.scalars(query))

    def _tasks(self) -> list[OnboardingTask]:
        query = select(OnboardingTask).where(OnboardingTask.cohort_id == self.intake.cohort.id)
        return list(db.session.scalars(query.order_by(OnboardingTask.position)))

    def _perks(self) -> list[Perk]:
        query = (
            select(Perk).where(Perk.cohort_id == self.intake.cohort.id).order_by(Perk.most.desc())
        )
        return list(db.session.scalars(query))
