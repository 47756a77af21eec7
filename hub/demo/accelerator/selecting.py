"""The meeting and what follows it: decisions, feedback, a release by two people, answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from accelerator.programmes.models import Phase
from accelerator.selection.models import Feedback
from accelerator.selection.queries.feedback import wanting
from accelerator.selection.queries.offers import Offered, offers_of
from accelerator.selection.queries.releases import addressed
from accelerator.selection.rules.choices import Decided, DecisionReason
from accelerator.selection.services.answering import accept, decline
from accelerator.selection.services.deciding import Judgement, decide
from accelerator.selection.services.feedback import Edited, edit_feedback, gather
from accelerator.selection.services.preparing import prepare, start_release
from accelerator.selection.services.releasing import release
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.programmes import manager
from hub.demo.accelerator.teams import Team
from hub.demo.people.accounts import ADMIN
from hub.demo.story import by_hand_of

CONDITION = {
    "en": "Please name a second person who takes part, before the first day.",
    "id": "Mohon tunjuk orang kedua yang akan ikut, sebelum hari pertama.",
    "de": "Bitte nennen Sie vor dem ersten Tag eine zweite Person, die dabei ist.",
}
THANKS = {
    "en": "Three people have read your application with care. This is what they would like to tell"
    " you:\n\n{notes}\n\nWe would be glad to read you again.",
    "id": "Tiga orang telah membaca pendaftaran Anda dengan saksama. Inilah pesan mereka:\n\n"
    "{notes}\n\nKami senang kalau Anda mendaftar lagi.",
    "de": "Drei Menschen haben Ihre Bewerbung sorgfältig gelesen. Das möchten sie Ihnen sagen:\n\n"
    "{notes}\n\nWir würden uns freuen, wieder von Ihnen zu lesen.",
}
REASONS = (DecisionReason.EVIDENCE, DecisionReason.STRONGER_FIELD, DecisionReason.CITY_FIT,
           DecisionReason.MARKET)  # fmt: skip
DECLINED = "We have found a first customer in another city, and have to be there."


@dataclass(frozen=True)
class Cut:
    """How many, from the best on: `accepted`, one of them with a condition if so, then `waiting`.
    All others are turned down."""

    accepted: int
    waiting: int
    conditional: bool = False


class Selection:
    def __init__(self, intake: Intake) -> None:
        self.intake, self.world = intake, intake.world

    def begin(self) -> None:
        self.intake.calls.move(self.intake.call.key, Phase.SELECTION)

    def decide(self, cut: Cut, *, of_them: int | None = None) -> None:
        """The first `of_them` of the list; None: all."""
        person, teams = manager(self.world), self.intake.best_first
        with by_hand_of(person):
            for place, team in enumerate(teams[:of_them]):
                judgement = self._judgement(team, place, cut=cut)
                decide(self.intake.applications[team.name], judgement, by=person)

    def turn_down(self, teams: Sequence[Team]) -> None:
        person = manager(self.world)
        with by_hand_of(person):
            for place, team in enumerate(teams):
                judgement = Judgement(Decided.REJECT, (REASONS[place % len(REASONS)].value,))
                decide(self.intake.applications[team.name], judgement, by=person)

    def write_feedback(self) -> None:
        """What readers wrote, in a letter to each team that is turned down."""
        person, cohort = manager(self.world), self.intake.cohort
        names = {self.intake.applications[t.name].id: t for t in self.intake.teams}
        with by_hand_of(person):
            gather(cohort, by=person)
            for wanted in self._gathered():
                team = names[wanted.application_id]
                text = THANKS[team.language].format(notes=wanted.text)
                edited = Edited(text, with_quarters=True, names_are_meant=True)
                edit_feedback(self.intake.applications[team.name], edited, by=person)

    def tell(self) -> None:
        """One prepares, another releases."""
        person, second = manager(self.world), self.world.people[ADMIN]
        with by_hand_of(person):
            prepared = prepare(start_release(self.intake.cohort, by=person), by=person)
        with by_hand_of(second):
            release(prepared, by=second, mails=len(addressed(prepared)))

    def accept(self, team: Team) -> None:
        with by_hand_of(team.its_owner):
            accept(self._offer(team), by=team.its_owner, agreed=True)

    def decline(self, team: Team) -> None:
        with by_hand_of(team.its_owner):
            decline(self._offer(team), by=team.its_owner, reason=DECLINED)

    def _offer(self, team: Team) -> Offered:
        wanted = self.intake.applications[team.name].id
        return next(o for o in offers_of(self.intake.cohort) if o.application.id == wanted)

    def _gathered(self) -> list[Feedback]:
        found = wanting(self.intake.cohort, seen_by=manager(self.world))
        return [each.feedback for each in found if each.feedback is not None]

    def _judgement(self, team: Team, place: int, *, cut: Cut) -> Judgement:
        if cut.conditional and place == cut.accepted - 1:
            return Judgement(Decided.CONDITIONAL, conditions=CONDITION[team.language])
        if place < cut.accepted:
            return Judgement(Decided.ACCEPT)
        if place < cut.accepted + cut.waiting:
            return Judgement(Decided.WAITLIST)
        return Judgement(Decided.REJECT, (REASONS[place % len(REASONS)].value,))
