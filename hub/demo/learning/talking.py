"""What is said in a class: its instructor's announcements, questions, and answers to them."""

from functools import partial

from hub.demo.learning.lives import Life, Said
from hub.demo.story import by_hand_of
from hub.learning.study.models import Post
from hub.learning.study.services.talking import announce_to_class, answer, begin_thread


class Talking:
    """In one class."""

    def __init__(self, life: Life) -> None:
        self.life = life

    def tell(self) -> None:
        for said in self.life.said.get("announcements", ()):
            self.life.later(said["at"], partial(self._announce, said))
        for said in self.life.said.get("threads", ()):
            self.life.later(said["at"], partial(self._ask, said))

    def _announce(self, said: Said) -> None:
        teacher = self.life.teacher
        with by_hand_of(teacher):
            announce_to_class(self.life.run, title=said["title"], text=said["text"], by=teacher)

    def _ask(self, said: Said) -> None:
        person = self.life.person(said["who"])
        with by_hand_of(person):
            thread = begin_thread(self.life.run, title=said["title"], text=said["text"], by=person)
        for each in said.get("answers", ()):
            self.life.later(each["at"], partial(self._answer, thread, each))

    def _answer(self, thread: Post, said: Said) -> None:
        person = self.life.person(said["who"])
        with by_hand_of(person):
            answer(thread, text=said["text"], by=person)
