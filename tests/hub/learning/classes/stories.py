"""A course on open data that Dewi keeps and Budi teaches, in Jakarta's wall time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.database import transaction
from hub.learning.classes import services
from hub.learning.classes.models import ClassRun, ClassSession, Provider
from hub.learning.classes.services import RunDraft, SessionWish
from hub.learning.courses.models import Course
from tests.factories import a_person
from tests.factories.learning import a_class_manager, a_course

TUESDAY_TEN = datetime(2026, 12, 1, 10, 0)
VIDEO = {"url": "https://video.example/secret-room"}


@dataclass
class Scene:
    keeper: User
    teacher: User
    course: Course
    run: ClassRun

    def plan(
        self, at: datetime = TUESDAY_TEN, *, by: User | None = None, **more: Any
    ) -> ClassSession:
        """On video, unless it says otherwise."""
        defaults: dict[str, Any] = {"provider": Provider.URL, "settings": VIDEO}
        wish = SessionWish(at, **(defaults | more))
        with transaction():
            return services.plan_session(self.run, wish, by=by or self.teacher)

    def in_room(self, space: Space, at: datetime = TUESDAY_TEN, **more: Any) -> ClassSession:
        return self.plan(at, space=space, provider=Provider.NONE, settings={}, **more)

    def publish(self) -> ClassRun:
        with transaction():
            return services.publish_run(self.run, by=self.keeper)


def a_scene(*, seats: int = 8, course: Course | None = None, **named: Any) -> Scene:
    keeper, teacher = a_class_manager(name="Dewi"), a_person(name="Budi")
    course = course or a_course(slug="open-data", title={"en": "Open data"})
    with transaction():
        run = services.make_run(course, RunDraft(**named), seats=seats, by=keeper)
        services.add_instructor(run, teacher, by=keeper, title="Data engineer")
    return Scene(keeper, teacher, course, run)
