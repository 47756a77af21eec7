"""The eight courses of the demo: written, published, and what has to come before what."""

from dataclasses import dataclass
from functools import partial

from accelerator.programmes.queries import programme_id_called
from accelerator.vocabulary.terms import Dimension
from accelerator.vocabulary.topics import Topic
from hub.demo.accelerator.programmes import manager, moment
from hub.demo.learning.reading import read_course
from hub.demo.story import by_hand_of
from hub.demo.world import World
from hub.learning.courses.models import Course, Level
from hub.learning.courses.services import (
    CourseDraft,
    make_course,
    publish_course,
    publish_version,
    put_document,
    set_prerequisites,
)


@dataclass(frozen=True)
class CourseSketch:
    """`made` is in days from today; `programme` and `after` are slugs."""

    slug: str
    made: int
    hours: int
    level: Level
    topics: tuple[Topic, ...]
    dimensions: tuple[Dimension, ...]
    programme: str = ""
    after: str = ""
    trains: bool = False


D, T = Dimension, Topic
COURSES = (
    CourseSketch("urban-data", -240, 14, Level.FIRST_STEPS, (T.OPEN_DATA, T.MAPS),
                 (D.GOVERNANCE, D.LIVING)),
    CourseSketch("smart-city", -238, 6, Level.FIRST_STEPS, (T.PILOTS, T.STANDARDS), tuple(D)),
    CourseSketch("pitching-to-a-city", -233, 8, Level.PRACTICE, (T.CITY_SALES, T.PARTNERSHIPS),
                 (D.ECONOMY, D.GOVERNANCE), programme="future-city-accelerator"),
    CourseSketch("open-data-licences", -160, 4, Level.FIRST_STEPS,
                 (T.OPEN_DATA, T.DATA_PROTECTION), (D.GOVERNANCE,)),
    CourseSketch("supporting-startups", -130, 12, Level.PRACTICE,
                 (T.LEADERSHIP, T.IMPACT_REPORT), (D.ECONOMY, D.PEOPLE), trains=True),
    CourseSketch("running-a-pilot", -118, 8, Level.ADVANCED, (T.PILOTS, T.TENDERS),
                 (D.GOVERNANCE, D.ECONOMY), programme="city-pilots", after="pitching-to-a-city"),
    CourseSketch("service-design", -90, 10, Level.PRACTICE, (T.SERVICE_DESIGN, T.USER_RESEARCH),
                 (D.LIVING, D.PEOPLE)),
    CourseSketch("grant-writing", -60, 8, Level.PRACTICE, (T.GRANTS, T.FINANCIAL_MODEL),
                 (D.ECONOMY,)),
)  # fmt: skip


class Courses:
    """By their slugs, once they are there."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.by_slug: dict[str, Course] = {}

    def tell(self) -> None:
        """A small world has the first alone."""
        for sketch in COURSES if self.world.amounts.history else COURSES[:1]:
            at = moment(self.world, sketch.made, at=(10, 30))
            self.world.story.at(at, partial(self._make, sketch))

    def _make(self, sketch: CourseSketch) -> None:
        person, text = manager(self.world), read_course(sketch.slug)
        programme_id = programme_id_called(sketch.programme) if sketch.programme else None
        draft = CourseDraft(
            slug=sketch.slug,
            title=text.title,
            hours=sketch.hours,
            summary=text.summary,
            about=text.about,
            level=sketch.level,
            topics=[topic.value for topic in sketch.topics],
            dimensions=[dimension.value for dimension in sketch.dimensions],
            programme_id=programme_id,
            trains_organisations=sketch.trains,
        )
        with by_hand_of(person):
            course = make_course(draft, by=person)
            publish_version(put_document(course, text.document, by=person), by=person)
            if sketch.after:
                set_prerequisites(course, [self.by_slug[sketch.after]], by=person)
            publish_course(course, by=person)
        self.by_slug[sketch.slug] = course
