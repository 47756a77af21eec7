"""A whole intake, played through by those who have a part in it, with the clock moved.

Two places, five teams, three readers, two managers. Founders sit before a phone in Jakarta, a
laptop without script in Bangkok, a dark one in Berlin; staff read English and Indonesian.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.core.clock import read_from
from tests.browser import chromium_path, launch
from tests.journeys import intake_apply as applying
from tests.journeys import intake_call as calling
from tests.journeys import intake_choose as choosing
from tests.journeys import intake_cohort as working
from tests.journeys import intake_read as reading
from tests.journeys.intake_people import House
from tests.journeys.intake_story import IDEAS, MARKS, Story, to
from tests.live import running_hub

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    # The browser's own package is heavy, and missing where there is no browser.
    from playwright.sync_api import sync_playwright

    clock = tmp_path / "clock"
    with running_hub(tmp_path, HUB_CLOCK_FILE=str(clock)) as hub, sync_playwright() as playwright:
        browser = launch(playwright)
        house = House(hub, browser, clock)
        house.set_clock("2026-11-30T10:00")
        yield house
        browser.close()
    read_from(None)


def test_a_whole_intake(house: House) -> None:
    story = Story(house)
    for chapter in CHAPTERS:
        chapter(story)
    complaints = [each for person in story.people.values() for each in person.complaints]
    assert complaints == []


def a_call_is_made(story: Story) -> None:
    maya = story.maya
    calling.make_the_programme(maya)
    calling.make_the_cohort(maya)
    calling.build_the_form(maya)
    calling.open_the_call(maya)


def somebody_is_refused_at_the_gate(story: Story) -> None:
    story.house.set_clock("2026-12-03T09:00")
    applying.be_refused(story.eka)
    assert story.house.told() == {}


def founders_apply(story: Story) -> None:
    """One on a phone, who is new and brings a co-founder; the others have an account."""
    bagas = story.bagas
    applying.pass_the_gate(bagas)
    applying.sign_up(bagas)
    applying.begin(bagas, IDEAS["bagas"])
    applying.write(bagas, IDEAS["bagas"])
    applying.invite_a_co_founder(bagas, story.lestari)
    applying.go_on(bagas, "Pompa Pintar")
    story.numbers["bagas"] = applying.hand_in(bagas, IDEAS["bagas"])
    for name in ("malee", "jonas", "dewi", "tono"):
        founder, idea = story.people[name], IDEAS[name]
        applying.pass_the_gate(founder)
        founder.signs_in()
        applying.begin(founder, idea)
        applying.write(founder, idea)
        founder.press("Save and look it over")
        story.numbers[name] = applying.hand_in(founder, idea)
    assert sorted(story.numbers.values()) == [f"A-000{n}" for n in range(1, 6)]
    mails = story.house.post()
    assert len(mails) == 6  # a receipt for each founder, and for the one co-founder
    for name, number in story.numbers.items():
        mates = [story.lestari] if name == "bagas" else []
        applying.have_receipts(mails, number, team=[story.people[name], *mates])


def the_deadline_passes(story: Story) -> None:
    story.house.set_clock("2026-12-15T00:00")
    applying.come_too_late(story.eka)


def staff_screen(story: Story) -> None:
    story.house.set_clock("2026-12-15T08:00")
    reading.screen(story.rizal, "Kali Bersih", eligible=4)
    told = story.tono.mail()
    assert reading.NO_FIT in told.text
    reading.begin_the_review(story.maya)


def reviewers_are_found(story: Story) -> None:
    reading.invite_reviewers(story.maya, story.readers)
    reading.make_the_round(story.maya)
    reading.ask_the_readers(story.maya, story.readers)


def reads_are_planned(story: Story) -> None:
    reading.plan(story.maya, reads=8)
    reading.open_the_round(story.maya)
    story.told_once(*story.readers)


def a_reader_has_a_conflict(story: Story) -> None:
    """Sees nothing of it afterwards; a new plan gives the read to somebody else."""
    farid = story.farid
    story.hidden = reading.declare_a_conflict(farid)
    reading.plan_what_is_missing(story.maya)
    assert list(story.house.told().values()) == [1]  # whoever reads it instead


def readers_read(story: Story) -> None:
    names = [story.people[each].who.name for each in IDEAS] + [i.startup for i in IDEAS.values()]
    reads = [reading.read_them_all(each, MARKS, never=names) for each in story.readers]
    assert sum(reads) == 8
    assert story.hidden not in story.farid.text


def the_ranking_is_reckoned(story: Story) -> None:
    story.house.set_clock("2026-12-30T10:00")
    choosing.rank(story.maya)


def teams_are_interviewed(story: Story) -> None:
    """Three teams before two jurors, in a room of the hub."""
    story.house.set_clock("2027-01-05T10:00")
    jurors, teams = [story.wulan, story.ingrid], ["bagas", "malee", "jonas"]
    choosing.begin_the_selection(story.maya)
    choosing.make_the_interview_round(story.maya)
    startups = [IDEAS[name].startup for name in teams]
    choosing.arrange_the_day(story.maya, jurors=jurors, teams=startups)
    mails = story.house.post()
    assert len(mails) == 7  # four founders, two jurors, and the room for whoever arranges it
    for name in ("bagas", "jonas"):
        choosing.see_the_interview(story.people[name], to(story.people[name], mails))
    story.house.set_clock("2027-01-12T09:05")
    assert choosing.sit_on_the_jury(story.ingrid, mark=4) == 3


def the_meeting_decides(story: Story) -> None:
    """Two places: two are accepted, one waits, one is turned down with a reason and advice."""
    maya = story.maya
    story.house.set_clock("2027-01-18T10:00")
    reading.to_the_cohort(maya, "Decisions")
    maya.picture("meeting")
    for name in ("bagas", "jonas"):
        choosing.decide(maya, IDEAS[name].startup, "accept")
    choosing.decide(maya, IDEAS["malee"].startup, "waitlist")
    choosing.decide(maya, IDEAS["dewi"].startup, "reject", reason="evidence")
    maya.picture("decided")
    choosing.write_feedback(maya, IDEAS["dewi"].startup)
    assert story.house.told() == {}


def decisions_are_released(story: Story) -> None:
    """Prepared by one, released by another; then everybody has one mail."""
    choosing.prepare(story.maya)
    assert story.house.told() == {}
    choosing.release(story.rizal, mails=5)
    before = len(story.house.mails)
    story.told_once(story.bagas, story.lestari, story.jonas, story.malee, story.dewi)
    story.letters = story.house.mails[before:]
    assert choosing.ADVICE in to(story.dewi, story.letters).text


def a_place_is_taken_and_one_lapses(story: Story) -> None:
    """The offer of the one who is silent runs out by the clock, and goes to the first in line."""
    story.house.set_clock("2027-01-19T09:00")
    links = {
        name: to(story.people[name], story.letters).link("/offers/")
        for name in ("bagas", "jonas", "malee")
    }
    working.follow_a_number(story.maya)
    choosing.wait_in_line(story.malee, links["malee"])
    choosing.take_the_place(story.bagas, links["bagas"])
    story.told_once(story.bagas, story.lestari)
    story.house.set_clock("2027-01-21T10:30")  # 72 hours later it is night in Berlin
    story.house.run("lapse-offers")
    assert story.house.told() == {}
    story.house.set_clock("2027-01-21T13:05")
    story.house.run("lapse-offers")
    mails = story.house.post()
    assert len(mails) == 2
    assert to(story.jonas, mails).link("/offers/")
    choosing.find_it_run_out(story.jonas, links["jonas"])
    choosing.take_the_place(story.malee, to(story.malee, mails).link("/offers/"))
    story.told_once(story.malee)
    choosing.look_at_the_places(story.rizal, "Pompa Pintar", "Klong Watch")


def the_cohort_begins(story: Story) -> None:
    story.house.set_clock("2027-02-01T09:00")
    working.begin_the_programme(story.maya, startups=["Pompa Pintar", "Klong Watch"])
    story.house.post()


def a_month_is_reported(story: Story) -> None:
    story.house.set_clock("2027-03-01T08:30")
    story.house.run("ask-for-months")
    story.told_once(story.bagas, story.malee)
    working.report_the_month(story.bagas, "Pompa Pintar", people=7)
    working.see_how_it_goes(story.bagas, began=IDEAS["bagas"].people, now=7)
    working.read_the_month(story.maya, "Pompa Pintar")


CHAPTERS = (
    a_call_is_made,
    somebody_is_refused_at_the_gate,
    founders_apply,
    the_deadline_passes,
    staff_screen,
    reviewers_are_found,
    reads_are_planned,
    a_reader_has_a_conflict,
    readers_read,
    the_ranking_is_reckoned,
    teams_are_interviewed,
    the_meeting_decides,
    decisions_are_released,
    a_place_is_taken_and_one_lapses,
    the_cohort_begins,
    a_month_is_reported,
)
