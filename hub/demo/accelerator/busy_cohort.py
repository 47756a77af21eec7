"""The call with 212 applications that is being read now, with all that happens in such a call."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from accelerator.applications.models import Application
from accelerator.applications.services.withdrawing import withdraw
from accelerator.reviews.models import Assignment
from accelerator.reviews.services.marking import Marks, Seen, save_draft
from accelerator.reviews.services.marking import hand_in as hand_in_review
from accelerator.reviews.services.recusal import abstain, declare_conflict
from accelerator.reviews.services.reviewers import Profile, change_reviewer
from accelerator.reviews.services.scoring import reckon
from accelerator.vocabulary.terms import ConflictKind
from hub.demo.accelerator.applying import HandingIn
from hub.demo.accelerator.intakes import READING, Intake
from hub.demo.accelerator.interviewing import tell_of_talks
from hub.demo.accelerator.panel import Panel, Reader
from hub.demo.accelerator.programmes import manager, moment
from hub.demo.accelerator.reading import Reading, begin, open_reads
from hub.demo.accelerator.screening import REASONS, ask_for_more, let_in, turn_down
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import read
from hub.demo.accelerator.writing import phone
from hub.demo.people.making import slug
from hub.demo.story import by_hand_of
from hub.organisations.models import MemberRole
from hub.organisations.services import add_member

#: The round opens and is due, in days from today.
BEGINS, DUE = -12, 8
TURNED_DOWN, ASKED = len(REASONS), 3
#: Of the demo reviewer's eighteen reads, how many are in, and how many are begun.
DEMO_DONE, DEMO_BEGUN = 6, 2
IN_GRACE, EXTENDED = 6, 3


class BusyCohort:
    def __init__(self, intake: Intake, panel: Panel) -> None:
        self.intake, self.panel, self.world = intake, panel, intake.world
        self._notes = read("notes.toml")["reviewing"]

    def tell(self) -> None:
        intake = self.intake
        intake.apply(self._special())
        intake.close()
        intake.at(intake.call.closes + 6, self._screen, at=(14, 30))
        intake.at(BEGINS - 1, self._let_aliases_be_known, at=(11, 0))
        intake.at(BEGINS, self._begin, at=(9, 30))
        intake.at(BEGINS + 1, self._recuse, at=(19, 0))
        for place in range(DEMO_DONE + DEMO_BEGUN):
            days = BEGINS + 2 + place
            intake.at(days, partial(self._read_one, place), at=(20, 10 + place))
        tell_of_talks(intake, self.panel)
        intake.at(-1, self._mark, at=(19, 30))
        intake.at(-1, self._reckon, at=(20, 45))

    def _special(self) -> dict[str, tuple[datetime, HandingIn]]:
        """In the time of grace, late, with an extension; and two that come twice."""
        closing = moment(self.world, self.intake.call.closes, at=(23, 59))
        worst = self._weakest()
        found: dict[str, tuple[datetime, HandingIn]] = {
            worst[5].name: (closing + timedelta(minutes=97), HandingIn())
        }
        others = [team for team in self.intake.teams if team not in worst]
        for place, team in enumerate(others[20 : 20 + IN_GRACE]):
            found[team.name] = (closing + timedelta(minutes=4 + 9 * place), HandingIn())
        until = closing + timedelta(days=2)
        for place, team in enumerate(others[40 : 40 + EXTENDED]):
            when = closing + timedelta(hours=9 + 13 * place)
            found[team.name] = (when, HandingIn(extended_until=until))
        for double, first in ((worst[4], others[60]), (others[70], others[71])):
            changes = {"phone": phone(first), "website": first.website}
            found[double.name] = (closing - timedelta(hours=5), HandingIn(changes=changes))
        return found

    def _weakest(self) -> list[Team]:
        """Of the strangers: of an organisation of the network more is known."""
        strangers = [team for team in self.intake.best_first if team.founders]
        return strangers[::-1][:TURNED_DOWN]

    def _screen(self) -> None:
        person, applications = manager(self.world), dict(self.intake.applications)
        with by_hand_of(person):
            for team, code in zip(self._weakest(), REASONS, strict=True):
                turn_down(applications.pop(team.name), code, by=person)
            rest = sorted(applications.values(), key=lambda each: each.number)
            for number, application in enumerate(rest[11 : 11 + ASKED * 9 : 9]):
                ask_for_more(application, number, by=person)
                rest.remove(application)
        gone = rest.pop(150)
        owner = next(t for t in self.intake.teams if self.intake.applications[t.name] is gone)
        with by_hand_of(owner.its_owner):
            withdraw(gone, by=owner.its_owner)
        with by_hand_of(person):
            let_in(rest, by=person)

    def _let_aliases_be_known(self) -> None:
        """One reader belongs to a team, another has an address at one that nobody has verified."""
        chosen = [team for team in self.intake.best_first if team.founders][3:60:20]
        member, suspect = self.panel.readers[5], self.panel.readers[8]
        with by_hand_of(member.person):
            add_member(chosen[0].its_startup.organisation, member.person, part=MemberRole.MEMBER)
        known = suspect.reviewer
        profile = Profile(
            tuple(known.expertise), tuple(known.sectors), tuple(known.languages), known.capacity,
            known.organisation_id,
            (f"{slug(suspect.person.name).replace('-', '.')}@{slug(chosen[1].name)}.example",),
        )  # fmt: skip
        with by_hand_of(suspect.person):
            change_reviewer(known, profile, by=suspect.person)

    def _begin(self) -> None:
        reading = Reading(READING, moment(self.world, DUE, at=(23, 59)))
        self.intake.round_ = begin(
            self.world, self.intake.cohort, panel=self.panel, reading=reading
        )

    def _recuse(self) -> None:
        """Some see that they know a team, some cannot judge one."""
        kinds = (ConflictKind.ADVISER, ConflictKind.FAMILY, ConflictKind.CLIENT)
        texts = zip(self._notes["conflict"], kinds, strict=True)
        for place, (note, kind) in enumerate(texts):
            reader, [first, *_rest] = self._with_reads(10 + 3 * place)
            with by_hand_of(reader.person):
                declare_conflict(first, kind=kind, note=note, by=reader.person)
        for place, reason in enumerate(self._notes["abstain"]):
            reader, [_first, second, *_rest] = self._with_reads(12 + 4 * place)
            with by_hand_of(reader.person):
                abstain(second, reason=reason, by=reader.person)

    def _with_reads(self, place: int) -> tuple[Reader, list[Assignment]]:
        reader = self.panel.readers[place % len(self.panel.readers)]
        return reader, self._reads(reader)

    def _reads(self, reader: Reader) -> list[Assignment]:
        return [
            each
            for each in open_reads(self.intake.its_round)
            if each.reviewer_id == reader.reviewer.id
        ]

    def _read_one(self, place: int) -> None:
        """The demo reviewer, one evening."""
        reader, marking = self.panel.demo_reader, self.intake.marking(self.panel)
        [read_, *_later] = self._reads(reader)[0 if place < DEMO_DONE else place - DEMO_DONE :]
        team = self._team(read_.application)
        scores = marking.scores(reader, team)
        words = marking.words(reader, team, scores=scores)
        with by_hand_of(reader.person):
            if place < DEMO_DONE:
                hand_in_review(read_, Marks(scores, **words), seen=Seen(0, 1), by=reader.person)
            else:
                begun = dict(list(scores.items())[: 2 + place % 2])
                marks = Marks(begun, panel_note=words["panel_note"], seconds=320)
                save_draft(read_, marks, seen=Seen(0, 1), by=reader.person)

    def _mark(self) -> None:
        """All others, each as far as they have got."""
        since = moment(self.world, BEGINS, at=(15, 0))
        done = list(self._done())
        self.intake.marking(self.panel).write(done, since=since)

    def _done(self) -> Iterator[Assignment]:
        reads: dict[UUID, list[Assignment]] = defaultdict(list)
        for each in open_reads(self.intake.its_round):
            reads[each.reviewer_id].append(each)
        for reader in self.panel.readers:
            if reader is not self.panel.demo_reader:
                theirs = reads[reader.reviewer.id]
                yield from theirs[: round(reader.share * len(theirs))]

    def _reckon(self) -> None:
        person = manager(self.world)
        with by_hand_of(person):
            reckon(self.intake.its_round, by=person, note="Before the last reads are in")

    def _team(self, application: Application) -> Team:
        return next(
            team
            for team in self.intake.teams
            if self.intake.applications[team.name].id == application.id
        )
