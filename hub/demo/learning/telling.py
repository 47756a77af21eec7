"""Online learning, from the first course to the classes that are coming."""

from datetime import timedelta
from functools import partial

from hub.accounts.services.joining import PRIVACY_VERSION, Newcomer
from hub.core.walltime import to_wall
from hub.demo.accelerator.programmes import manager, moment
from hub.demo.learning import runs
from hub.demo.learning.certifying import Certifying
from hub.demo.learning.classes import Classes, texts
from hub.demo.learning.courses import Courses
from hub.demo.learning.line import Line
from hub.demo.learning.lives import Life
from hub.demo.learning.register import Attending
from hub.demo.learning.runs import RunSketch
from hub.demo.learning.studying import Studying
from hub.demo.learning.supporters import bring_colleagues
from hub.demo.learning.talking import Talking
from hub.demo.people.accounts import ADMIN, LEARNER
from hub.demo.people.making import arrive, slug
from hub.demo.story import by_hand_of
from hub.demo.world import World
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.classes.services import cancel_run, move_session
from hub.learning.classes.services.moving import Move
from hub.learning.enrolments.services import approve, give_place, refuse
from hub.learning.joining.services.noticing import due_notices, tell
from hub.organisations.models import MemberRole, OrganisationKind
from hub.organisations.services import Draft, add_member, register, verify

#: Of those who ask for a place in the class on grants, by the order in which they ask.
APPROVED, REFUSED = (0, 1), 3
#: Who is given a place past the line and what the class asks of people, and why.
PAST_THE_LINE = {
    runs.LICENCES.key: (runs.NARI, "given"),
    runs.PILOTS.key: ("Balai Mobilitas Kota", "waived"),
}


def teach(world: World) -> None:
    """Put all of it into the world's story; it draws no lot."""
    world.story.at(moment(world, -205, at=(9, 30)), partial(_open_office, world))
    if world.amounts.history:
        bring_colleagues(world)
    Teaching(world).tell()


class Teaching:
    def __init__(self, world: World) -> None:
        self.world = world
        self.courses = Courses(world)
        self.classes = Classes(world, self.courses)
        self.attending, self.line = Attending(self.classes), Line(self.classes)
        self.certifying = Certifying(self.classes)

    def tell(self) -> None:
        self.courses.tell()
        every = runs.RUNS if self.world.amounts.history else (runs.SMALL,)
        for sketch in every:
            self.classes.tell(sketch, then=self._go_on)

    def _go_on(self, sketch: RunSketch) -> None:
        if sketch is runs.LICENCES:
            self.line.tell(sketch)
        elif sketch is runs.GRANTS:
            self._ask_for_places(sketch)
        else:
            self.classes.all_come(sketch)
        if sketch is runs.CANCELLED:
            at = moment(self.world, -6, at=(15, 20))
            self.world.story.at(at, partial(self._cancel, sketch))
        if sketch.key in PAST_THE_LINE:
            at = moment(self.world, sketch.published + 1, at=(8, 10))
            self.world.story.at(at, partial(self._give_place, sketch))
        life = Life(self.classes, sketch)
        Studying(life).tell()
        Talking(life).tell()
        self.attending.tell(sketch)
        self.certifying.tell(sketch)

    def _ask_for_places(self, sketch: RunSketch) -> None:
        at, notes = partial(moment, self.world), texts()["notes"]
        for place, named in enumerate(sketch.learners):
            ask = partial(self.classes.come, sketch, named, note=notes[place]["text"])
            self.world.story.at(at(sketch.published + 1 + 2 * place, at=(11 + place, 25)), ask)
        self.world.story.at(at(-6, at=(14, 0)), partial(self._answer, sketch))
        self.world.story.at(at(-4, at=(10, 30)), partial(self._move_last, sketch))
        self.world.story.at(at(-4, at=(11, 30)), _tell_of_changes)

    def _answer(self, sketch: RunSketch) -> None:
        person, asked = manager(self.world), self.classes.enrolments
        with by_hand_of(person):
            for place in APPROVED:
                approve(asked[sketch.key, sketch.learners[place]], by=person)
            refused = asked[sketch.key, sketch.learners[REFUSED]]
            refuse(refused, by=person, reason=texts()["reasons"]["refused"])

    def _move_last(self, sketch: RunSketch) -> None:
        """A day later, at the same time."""
        session = standing_sessions(self.classes.runs[sketch.key])[-1]
        wall = to_wall(session.starts_at, session.zone) + timedelta(days=1)
        person = self.classes.person(sketch.instructor)
        with by_hand_of(person):
            move_session(session, Move(wall.replace(tzinfo=None)), by=person)

    def _cancel(self, sketch: RunSketch) -> None:
        person, run = manager(self.world), self.classes.runs[sketch.key]
        with by_hand_of(person):
            cancel_run(run, by=person, reason=texts()["reasons"]["cancelled"])

    def _give_place(self, sketch: RunSketch) -> None:
        named, reason = PAST_THE_LINE[sketch.key]
        staff, run = manager(self.world), self.classes.runs[sketch.key]
        with by_hand_of(staff):
            give_place(run, self.classes.person(named), by=staff, reason=texts()["reasons"][reason])


def _tell_of_changes() -> None:
    """As the timetable does."""
    for notice_id in due_notices():
        tell(notice_id)


def _open_office(world: World) -> None:
    """The office in Tarakan for which the demo's learner works, and she joins it."""
    domain = f"{slug(runs.TARAKAN)}.example"
    newcomer = Newcomer(
        "Rosdiana", f"rosdiana@{domain}", "id", "Asia/Makassar", consent=PRIVACY_VERSION
    )
    officer, about = arrive(world, newcomer), texts()["office"]["about"]
    draft = Draft(runs.TARAKAN, OrganisationKind.CITY_AGENCY, "Tarakan", f"https://{domain}", about)
    with by_hand_of(officer):
        office = register(draft, by=officer)
    staff = world.people[ADMIN]
    with by_hand_of(staff):
        verify(office, by=staff)
    learner = world.people[LEARNER]
    with by_hand_of(learner):
        add_member(office, learner, part=MemberRole.MEMBER)
