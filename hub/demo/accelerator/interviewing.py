"""Interviews: two jury days of a pilot, one that is over and one today, and a day of the busy
cohort for which teams are choosing their times. All in rooms of the first hub, really booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from accelerator.applications.models import ApplicationState
from accelerator.interviews.models import InterviewDay, MeetingState
from accelerator.interviews.queries.openings import openings_for
from accelerator.interviews.queries.planning import invited_to, slot_of
from accelerator.interviews.services import days, inviting, picking, publishing
from accelerator.interviews.services.days import DayDraft, PanelDraft
from accelerator.interviews.services.inviting import Wishes
from accelerator.reviews.models import AssignmentState, Round, RoundKind
from accelerator.reviews.services.marking import Marks, Seen, save_draft
from accelerator.reviews.services.rounds import RoundDraft, make_round
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.open_days import SITE, open_weekday
from hub.demo.accelerator.panel import Panel
from hub.demo.accelerator.programmes import manager, moment
from hub.demo.accelerator.reading import open_reads, rubric
from hub.demo.accelerator.teams import Team
from hub.demo.story import by_hand_of
from hub.demo.world import HOME_ZONE, Held, World

NAMES = {
    "first": {"en": "Jury day", "id": "Hari juri", "de": "Jurytag"},
    "second": {"en": "Second jury day", "id": "Hari juri kedua", "de": "Zweiter Jurytag"},
    "talks": {"en": "Interviews", "id": "Wawancara", "de": "Gespräche"},
}
NOTE = {
    "en": "Ten minutes are yours, without slides if you like. Please come a quarter of an hour"
    " early and ask for Rangga at the front desk.",
    "id": "Sepuluh menit untuk Anda, tanpa salindia pun boleh. Mohon datang seperempat jam lebih"
    " awal dan cari Rangga di resepsionis.",
    "de": "Zehn Minuten gehören Ihnen, gern ohne Folien. Bitte kommen Sie eine Viertelstunde früher"
    " und fragen Sie am Empfang nach Rangga.",
}
JURY = {"en": "Jury", "id": "Juri", "de": "Jury"}
LINK = "https://meet.future-city-hub.example/jury"


@dataclass(frozen=True)
class Sitting:
    """A panel to be: its room, its hours, and which readers sit on it."""

    name: str
    room: str
    starts: str
    ends: str
    readers: tuple[int, ...]
    breaks: tuple[tuple[str, str], ...] = (("10:30", "10:45"),)


FIRST = (Sitting("Panel A", "Ciliwung", "09:00", "12:00", (0, 3, 9)),)
SECOND = (
    Sitting("Panel A", "Ciliwung", "09:00", "12:00", (0, 3, 9)),
    Sitting("Panel B", "Spree", "13:30", "16:00", (4, 7), (("15:00", "15:15"),)),
)
TALKS = (
    Sitting("Panel Ciliwung", "Ciliwung", "09:00", "12:30", (2, 10, 12)),
    Sitting("Panel Spree", "Spree", "10:00", "12:30", (4, 14), ()),
)


class Talks:
    """A day of one intake. `near` days from today, or the next open day in the direction `step`."""

    def __init__(self, intake: Intake, panel: Panel, *, key: str, near: int, step: int) -> None:
        self.intake, self.panel, self.world = intake, panel, intake.world
        self.key, self.near, self.step = key, near, step
        self.day: InterviewDay | None = None

    def hold_rooms(self, sittings: Sequence[Sitting]) -> None:
        """So that the calendar is planned around them."""
        for each in sittings:
            self.world.held.append(
                Held((SITE, each.room), partial(self.held_on), each.starts, each.ends)
            )

    def held_on(self) -> date | None:
        return open_weekday(self.world, near=self.near, step=self.step)

    def make(self, round_: Round | None, sittings: Sequence[Sitting], *, choose_until: int = 0
             ) -> None:  # fmt: skip
        person, on = manager(self.world), self.held_on()
        if on is None:
            return
        until = moment(self.world, choose_until, at=(18, 0)) if choose_until else None
        draft = DayDraft(
            NAMES[self.key], on, HOME_ZONE, note=NOTE, pick_until=until,
            round_id=round_.id if round_ else None,
        )  # fmt: skip
        with by_hand_of(person):
            self.day = days.make_day(self.intake.cohort, draft, by=person)
            for each in sittings:
                days.add_panel(self.day, self._panel(each), by=person)

    def invite(self, teams: Sequence[Team]) -> None:
        if self.day is None:
            return
        person = manager(self.world)
        with by_hand_of(person):
            ids = [self.intake.applications[team.name].id for team in teams]
            inviting.invite(self.day, ids, by=person)

    def wish(self, team: Team, wishes: Wishes) -> None:
        if self.day is None:
            return
        wanted = self.intake.applications[team.name].id
        [invited] = [e for e in invited_to(self.day) if e.application_id == wanted]
        with by_hand_of(team.its_owner):
            inviting.say_wishes(invited, wishes, by=team.its_owner)

    def publish(self) -> None:
        if self.day is None:
            return
        person = manager(self.world)
        with by_hand_of(person):
            publishing.take_over(publishing.propose(self.day, by=person), by=person)
            publishing.publish(self.day, by=person)

    def let_choose(self) -> None:
        if self.day is None:
            return
        person = manager(self.world)
        with by_hand_of(person):
            publishing.open_choosing(self.day, by=person)

    def pick(self, team: Team, number: int) -> None:
        """The time of that number among those that are free for them."""
        if self.day is None:
            return
        wanted = self.intake.applications[team.name].id
        [invited] = [e for e in invited_to(self.day) if e.application_id == wanted]
        free = openings_for(invited).free
        chosen = free[number % len(free)]
        with by_hand_of(team.its_owner):
            picking.pick(invited, chosen.panel.id, starts_at=chosen.slot.start, by=team.its_owner)

    def hear(self) -> None:
        """The day has been: all were heard, the jurors' marks are in, it is over."""
        if self.day is None:
            return
        person, day = manager(self.world), self.day
        heard = [each for each in invited_to(day) if each.meeting]
        with by_hand_of(person):
            for each in heard:
                if each.meeting:
                    picking.mark(each.meeting, MeetingState.DONE, by=person)
        ids = {each.application_id for each in heard}
        reads = [each for each in open_reads(day.round) if each.application_id in ids]  # type: ignore[arg-type]
        since = slot_of(day, "09:00", ends="18:00")
        self.intake.marking(self.panel).write(reads, since=since.start if since else day.made_at)
        with by_hand_of(person):
            days.finish(day, by=person)

    def prepare_one(self) -> None:
        """The demo reviewer has looked at the first team the evening before, and has begun."""
        if self.day is None or self.day.round is None:
            return
        juror = self.panel.demo_reader
        reads = [
            each for each in open_reads(self.day.round)
            if each.reviewer_id == juror.reviewer.id and each.state is AssignmentState.ASSIGNED
        ]  # fmt: skip
        for read in sorted(reads, key=lambda each: each.position)[:1]:
            team = next(t for t in self.intake.teams
                        if self.intake.applications[t.name].id == read.application_id)  # fmt: skip
            marking = self.intake.marking(self.panel)
            scores = dict(list(marking.scores(juror, team).items())[:2])
            note = "From the application alone. Ask them who pays once the pilot is over."
            with by_hand_of(juror.person):
                save_draft(read, Marks(scores, panel_note=note), seen=Seen(0, 1), by=juror.person)

    def _panel(self, sitting: Sitting) -> PanelDraft:
        readers = self.panel.readers
        return PanelDraft(
            name=sitting.name,
            starts_local=sitting.starts,
            ends_local=sitting.ends,
            breaks=sitting.breaks,
            space_id=self.world.spaces[SITE, sitting.room].id,
            online_url=LINK,
            reviewer_ids=tuple(readers[n % len(readers)].reviewer.id for n in sitting.readers),
        )


def jury_round(world: World, intake: Intake, *, due: int) -> Round:
    person = manager(world)
    draft = RoundDraft(JURY, moment(world, due, at=(20, 0)), kind=RoundKind.INTERVIEW, blind=False)
    with by_hand_of(person):
        return make_round(intake.cohort, draft, by=person, rubric=rubric())


def tell_of_jury_days(intake: Intake, panel: Panel) -> None:
    """Of nine teams five were heard a week ago, four are heard today."""
    best = intake.best_first
    early, late = [*best[:3], *best[-2:]], best[3:-2]
    first = Talks(intake, panel, key="first", near=-7, step=-1)
    second = Talks(intake, panel, key="second", near=0, step=1)
    first.hold_rooms(FIRST)
    second.hold_rooms(SECOND)
    rounds: list[Round] = []
    intake.at(-14, lambda: rounds.append(jury_round(intake.world, intake, due=3)), at=(11, 0))
    intake.at(-14, lambda: _set_up(first, rounds[0], sittings=FIRST, teams=early), at=(11, 20))
    intake.at(-14, first.publish, at=(16, 0))
    intake.at(-14, lambda: _when_heard(first), at=(16, 30))
    intake.at(-5, lambda: _set_up(second, rounds[0], sittings=SECOND, teams=late), at=(10, 0))
    intake.at(-5, lambda: second.wish(late[0], Wishes(online_from="11:00")), at=(15, 0))
    # Two have a train to catch, so that both panels hear somebody.
    intake.at(-5, lambda: second.wish(late[1], Wishes(not_after="12:00")), at=(15, 40))
    intake.at(-5, lambda: second.wish(late[2], Wishes(not_after="12:00")), at=(16, 10))
    intake.at(-4, second.publish, at=(9, 30))
    intake.at(-1, second.prepare_one, at=(20, 10))


def tell_of_talks(intake: Intake, panel: Panel) -> None:
    """The best-read ten so far choose their times; half of them have."""
    talks = Talks(intake, panel, key="talks", near=9, step=1)
    talks.hold_rooms(TALKS)
    rounds: list[Round] = []
    teams: list[Team] = []
    intake.at(-3, lambda: teams.extend(_still_in(intake, most=10)), at=(13, 50))
    intake.at(-3, lambda: rounds.append(jury_round(intake.world, intake, due=12)), at=(14, 0))
    intake.at(
        -3,
        lambda: _set_up(talks, rounds[0], sittings=TALKS, teams=teams, choose_until=7),
        at=(14, 20),
    )
    intake.at(-3, talks.let_choose, at=(15, 0))
    intake.at(-2, lambda: talks.wish(teams[1], Wishes(online_from="11:00")), at=(8, 15))
    for place in range(5):
        act = partial(_pick, talks, teams, place=place)
        intake.at(-2, act, at=(9 + 2 * place, 7 + 5 * place))


def _still_in(intake: Intake, *, most: int) -> list[Team]:
    found = [
        team
        for team in intake.best_first
        if intake.applications[team.name].state is ApplicationState.ELIGIBLE
    ]
    return found[:most]


def _pick(talks: Talks, teams: Sequence[Team], *, place: int) -> None:
    talks.pick(teams[place], 3 * place + 1)


def _set_up(
    talks: Talks,
    round_: Round,
    *,
    sittings: Sequence[Sitting],
    teams: Sequence[Team],
    choose_until: int = 0,
) -> None:
    talks.make(round_, sittings, choose_until=choose_until)
    talks.invite(teams)


def _when_heard(talks: Talks) -> None:
    """In the evening of the day, whichever that turned out to be."""
    on = talks.held_on()
    if on is not None:
        talks.world.story.at(
            moment(talks.world, (on - talks.world.today).days, at=(18, 20)), talks.hear
        )
