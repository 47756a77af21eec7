"""The mentoring of a cohort at work, from its terms to the sessions of next week. Days are counted
from today."""

from functools import partial

from accelerator.matching.models import Mode
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.mentoring.asking import Asking
from hub.demo.accelerator.mentoring.days import Days
from hub.demo.accelerator.mentoring.meetings import Meetings, keep_room_free
from hub.demo.accelerator.mentoring.office_hours import OfficeHours
from hub.demo.accelerator.mentoring.pairs import Pairs
from hub.demo.accelerator.mentoring.people import Helper, Mentors, helpers
from hub.demo.accelerator.teams import Team

OPENED, PUBLISHED = -106, -93


class Telling:
    def __init__(self, intake: Intake, teams: list[Team]) -> None:
        self.intake, self.teams = intake, teams
        self.mentors = Mentors(intake.world)
        self.asking = Asking(intake, teams, mentors=self.mentors)
        self.days = Days(intake, teams)
        self.meetings = Meetings(intake, teams, closed_on=self.days.closed)
        self.office_hours = OfficeHours(intake, teams, mentors=self.mentors)
        self.pairs = Pairs(intake, teams, mentors=self.mentors, began=self.meetings.begin)

    def tell(self) -> None:
        self._gather()
        self._wish()
        self._match()
        self._mend()
        keep_room_free(self.intake.world)
        self.days.tell()
        self.office_hours.tell()
        self.meetings.settle_every_night(first=PUBLISHED)

    def _gather(self) -> None:
        at, mentors = self.intake.at, self.mentors
        at(OPENED, lambda: mentors.open(self.intake.cohort), at=(9, 0))
        for place, helper in enumerate(helpers()):
            bring = partial(self._bring, helper, number=place)
            at(OPENED + 1 + place % 3, bring, at=(9 + place % 8, 5 + place))
            yes = partial(self._say_yes, helper)
            at(OPENED + 5 + place % 3, yes, at=(10 + place % 7, 3 + place))

    def _bring(self, helper: Helper, *, number: int) -> None:
        self.mentors.bring(helper, number=number, cohort=self.intake.cohort)

    def _say_yes(self, helper: Helper) -> None:
        self.mentors.say_yes(helper, cohort=self.intake.cohort)

    def _wish(self) -> None:
        at, asking = self.intake.at, self.asking
        for place in range(len(self.teams)):
            at(OPENED + 6 + place % 3, partial(asking.need, place), at=(11 + place % 6, 2 * place))
            wish = partial(asking.wish_for_mentors, place)
            at(OPENED + 9, wish, at=(9 + place % 9, 2 * place))
        at(OPENED + 8, asking.declare_conflicts, at=(20, 15))
        for place, helper in enumerate(helpers()):
            at(OPENED + 9, partial(asking.wish_for_teams, helper.name), at=(18, place))

    def _match(self) -> None:
        at, pairs = self.intake.at, self.pairs
        at(PUBLISHED - 2, pairs.lock, at=(11, 0))
        at(PUBLISHED - 1, partial(pairs.propose, "mutual", mode=Mode.MUTUAL), at=(14, 0))
        at(PUBLISHED - 1, partial(pairs.propose, "best"), at=(14, 20))
        at(PUBLISHED, partial(pairs.publish, declining=2), at=(10, 0))
        at(PUBLISHED + 4, partial(pairs.propose, "next", keep_standing=True), at=(9, 30))
        at(PUBLISHED + 4, pairs.publish, at=(9, 50))

    def _mend(self) -> None:
        at, pairs = self.intake.at, self.pairs
        at(-46, pairs.let_go, at=(16, 0))
        at(-44, partial(pairs.propose, "after", keep_standing=True), at=(10, 0))
        at(-44, pairs.publish, at=(10, 15))
        at(-12, pairs.rest, at=(8, 40))
        at(-6, partial(pairs.end_some, 4), at=(15, 0))
        at(-3, partial(pairs.propose, "free", keep_standing=True), at=(9, 30))
        at(-3, partial(pairs.publish, answered=False, declining=1), at=(9, 45))
        at(-1, partial(pairs.propose, "again", keep_standing=True), at=(11, 0))
