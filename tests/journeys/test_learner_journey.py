"""A learner's whole journey on a phone in Indonesian, in Tarakan, an hour before Jakarta's clocks:
from the catalogue through the line into the class, and out of it with a certificate.

The way in goes without JavaScript. Nothing on any page or in any mail is English.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hub.core.clock import read_from
from tests.browser import chromium_path, launch
from tests.journeys import learner_certificate as proving
from tests.journeys import learner_enrols as enrolling
from tests.journeys import learner_learns as learning
from tests.journeys.intake_people import House
from tests.journeys.learner_story import Story, a_video_room, sounds_english
from tests.live import running_hub

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
PICTURES = Path("build/screenshots/learner")


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    # The browser's own package is heavy, and missing where there is no browser.
    from playwright.sync_api import sync_playwright

    clock = tmp_path / "clock"
    with (
        running_hub(tmp_path, HUB_CLOCK_FILE=str(clock)) as hub,
        sync_playwright() as playwright,
        a_video_room() as room,
    ):
        browser = launch(playwright)
        house = House(hub, browser, clock, pictures=PICTURES)
        house.set_clock("2026-12-01T09:00")
        yield Story(house, room)
        browser.close()
    read_from(None)


def test_a_learners_whole_journey(story: Story) -> None:
    for chapter in CHAPTERS:
        chapter(story)
    assert [each for person in story.people for each in person.complaints] == []
    assert sounds_english("You have a place.", set()), "else what follows would prove nothing"
    assert story.english() == []
    pages = "".join(page for person in story.people for page in person.read.values())
    assert story.room.url not in pages


def a_class_is_found_and_waited_for(story: Story) -> None:
    enrolling.find_the_class(story.plain)
    enrolling.sign_up(story.plain)
    enrolling.join_the_line(story.plain)


def a_place_becomes_free(story: Story) -> None:
    """In the evening; the night lengthens the offer."""
    story.house.set_clock("2026-12-02T20:30")
    enrolling.leave_the_place(story.dewi)
    offer = story.mail(story.siti)
    story.house.set_clock("2026-12-03T08:00")
    enrolling.take_the_place(story.plain, offer, story)
    enrolling.have_it_in_the_mail(story.siti, story.mail(story.siti), story)


def it_is_in_the_calendar(story: Story) -> None:
    enrolling.keep_the_calendar(story.siti, story)
    story.house.set_clock("2026-12-07T14:05")
    story.house.run("remind-of-classes")
    mails = [m for m in story.house.post() if story.siti.who.email in str(m.message["To"])]
    enrolling.be_reminded(story.siti, mails[0], story)
    assert len(mails) == 1


def the_class_meets(story: Story) -> None:
    story.house.set_clock("2026-12-08T13:40")
    learning.come_too_early(story.siti, story)
    story.house.set_clock("2026-12-08T13:46")
    learning.go_in(story.siti, story)
    code = learning.show_the_code(story.budi, story)
    learning.check_in(story.siti, code)


def she_learns(story: Story) -> None:
    story.house.set_clock("2026-12-09T19:00")
    learning.read_the_lesson(story.siti)
    learning.do_the_quiz(story.siti)
    learning.hand_in_work(story.siti)


def her_work_is_marked(story: Story) -> None:
    story.house.set_clock("2026-12-10T10:00")
    story.house.post()
    learning.mark_it(story.budi, story)
    learning.read_the_marks(story.siti, story.mail(story.siti))


def she_completes_it(story: Story) -> None:
    learning.say_how_it_was(story.siti)
    completed = story.mail(story.siti)
    assert "/learning/certificates" in completed.text
    story.number = proving.take_the_certificate(story.siti)
    proving.save_the_paper(story.siti, story.number)


def others_believe_it(story: Story) -> None:
    token = proving.save_the_credential(story.siti)
    proving.check_the_number(story.employer, story.number)
    proving.check_the_credential(token, story.number, story=story)


CHAPTERS: tuple[Callable[[Story], None], ...] = (
    a_class_is_found_and_waited_for,
    a_place_becomes_free,
    it_is_in_the_calendar,
    the_class_meets,
    she_learns,
    her_work_is_marked,
    she_completes_it,
    others_believe_it,
)
