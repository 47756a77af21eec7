"""Certificates of classes that are over, one made anew under another name, one taken back."""

from datetime import timedelta
from functools import partial

from hub.accounts.models import User
from hub.accounts.services.profile import About, change_profile
from hub.core.clock import now
from hub.demo.accelerator.programmes import manager
from hub.demo.learning.classes import Classes, texts
from hub.demo.learning.runs import FIRST_TRAINING, PITCHING, RunSketch
from hub.demo.learning.supporters import FRANKA
from hub.demo.story import by_hand_of
from hub.learning.certificates.models import Certificate
from hub.learning.certificates.queries.certificates import certificates_by, newest_batch
from hub.learning.certificates.services.issuing import ask_for_all, go_on
from hub.learning.certificates.services.standing import reissue, revoke

#: After the last session: until then the last work is handed in and marked.
GIVEN_AFTER = timedelta(days=10)
MARRIES_AFTER, FOUND_OUT_AFTER = timedelta(days=6, hours=3), timedelta(days=9, hours=5)
#: Who has another name then, and whose certificate does not stand.
RENAMED, NEW_NAME = FRANKA.email, "Franka Oswald-Aydın"
REVOKED = "Payung Kali"


class Certifying:
    def __init__(self, classes: Classes) -> None:
        self.classes, self.world = classes, classes.world

    def tell(self, sketch: RunSketch) -> None:
        ends_at = self.classes.runs[sketch.key].ends_at
        given_at = ends_at + GIVEN_AFTER if ends_at else None
        if given_at is None or given_at >= self.world.curtain:
            return
        self.world.story.at(given_at, partial(self._issue, sketch))
        if sketch is FIRST_TRAINING:
            self.world.story.at(given_at + MARRIES_AFTER, partial(self._rename, sketch))
        if sketch is PITCHING:
            self.world.story.at(given_at + FOUND_OUT_AFTER, partial(self._revoke, sketch))

    def _issue(self, sketch: RunSketch) -> None:
        person, run = self.classes.person(sketch.instructor), self.classes.runs[sketch.key]
        with by_hand_of(person):
            ask_for_all(run, by=person)
        self.world.story.at(now() + timedelta(minutes=1), partial(self._make_papers, sketch))

    def _make_papers(self, sketch: RunSketch) -> None:
        """As the timetable does."""
        batch = newest_batch(self.classes.runs[sketch.key])
        while batch is not None and go_on(batch):
            pass

    def _rename(self, sketch: RunSketch) -> None:
        person = self.world.people[RENAMED]
        paper = self._paper(sketch, person)
        with by_hand_of(person):
            change_profile(person, About(NEW_NAME, person.language, person.zone))
            reissue(paper, by=person, version=paper.version)

    def _revoke(self, sketch: RunSketch) -> None:
        staff, paper = manager(self.world), self._paper(sketch, self.classes.person(REVOKED))
        with by_hand_of(staff):
            revoke(paper, reason=texts()["reasons"]["revoked"], by=staff, version=paper.version)

    def _paper(self, sketch: RunSketch, person: User) -> Certificate:
        run = self.classes.runs[sketch.key]
        return next(each for each in certificates_by(person) if each.run_id == run.id)
