"""Programmes and cohorts: what their managers do, and what the rules say no to."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from accelerator.forms import queries as forms
from accelerator.programmes.errors import CohortChanged, NotNow, SayingWhy, SlugTaken
from accelerator.programmes.facts import DeadlineMoved, PhaseMoved, SeatsSet
from accelerator.programmes.models import NEXT, Cohort, Phase
from accelerator.programmes.queries import intake, open_calls, public_programmes
from accelerator.programmes.rules.intake import IntakeState
from accelerator.programmes.services import (
    Saying,
    Touched,
    WallDates,
    archive_programme,
    begin_form,
    change_cohort,
    change_dates,
    change_programme,
    choose_form,
    copy_of,
    draft_of,
    move_phase,
    obstacles,
    programme_draft_of,
    publish_programme,
    restore_programme,
)
from accelerator.programmes.services import calendar as calendar_services
from accelerator.programmes.services import phases as phase_services
from hub.accounts.models import Role, User
from hub.accounts.queries.history import shown_history_of
from hub.core import facts
from hub.core.clock import frozen_at
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.facts import Fact
from hub.core.local_times import NoSuchTime, TimeHappensTwice
from hub.history.queries import history_of
from tests.accelerator.programmes.stories import DATES, a_made_cohort, a_made_programme
from tests.factories import MONDAY, a_person, a_person_who_is
from tests.factories.programme import a_cohort, a_live_form, a_programme, a_programme_manager


@pytest.fixture
def manager(app: Flask) -> User:
    return a_programme_manager()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    heard: list[Fact] = []
    listeners = {kind: [heard.append] for kind in (DeadlineMoved, PhaseMoved, SeatsSet)}
    for kind, new in listeners.items():
        monkeypatch.setitem(facts._listeners, kind, new)
    return heard


def moved(cohort: Cohort, to: Phase, by: User, **more: Any) -> None:
    with transaction():
        move_phase(cohort, to, by=by, **more)


def changed(cohort: Cohort, by: User, **named: Any) -> None:
    with transaction():
        change_cohort(cohort, replace(draft_of(cohort), **named), by=by)


def replanned(cohort: Cohort, by: User, saying: Saying = Saying(), **named: Any) -> None:  # noqa: B008
    with transaction():
        change_dates(cohort, replace(cohort.dates, **named), by=by, saying=saying)


def test_a_programme_is_seen_once_it_is_published(manager: User) -> None:
    programme = a_made_programme(manager)
    assert public_programmes() == []

    with transaction():
        publish_programme(programme, by=manager)
        publish_programme(programme, by=manager)

    assert [each.programme for each in public_programmes()] == [programme]
    actions = [entry.action for entry in history_of(programme).items]
    assert actions == ["programme.published", "programme.made"], "twice is the same as once"


def test_only_managers_of_all_make_programmes(app: Flask) -> None:
    of_one = a_programme_manager(a_programme())

    for person in (of_one, a_person(), a_person_who_is(Role.HUB_MANAGER)):
        with pytest.raises(NotAllowed):
            a_made_programme(person)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", {}),
        ("name", {"fr": "Laboratoire"}),
        ("name", {"en": "x" * 161}),
        ("slug", "City Lab"),
        ("slug", "-lab"),
        ("slug", "x" * 61),
        ("zone", "Asia/Batavia"),
        ("currency", "XXX"),
    ],
)
def test_what_a_programme_cannot_be_is_said_beside_its_field(
    manager: User, field: str, value: Any
) -> None:
    with pytest.raises(Invalid) as refusal:
        a_made_programme(manager, **{field: value})

    assert list(refusal.value.errors) == [field]


def test_an_address_is_there_once(manager: User) -> None:
    programme = a_made_programme(manager)
    cohort = a_made_cohort(programme, manager)

    with pytest.raises(SlugTaken):
        a_made_programme(manager)
    with pytest.raises(SlugTaken):
        a_made_cohort(a_made_programme(manager, slug="other"), manager)
    changed(cohort, manager, seats=21)
    assert cohort.seats == 21, "its own address is no obstacle"


def test_deadlines_that_were_told_keep_their_zone(manager: User) -> None:
    programme = a_programme()
    draft = programme_draft_of(programme)
    with transaction():
        change_programme(programme, replace(draft, zone="Asia/Bangkok"), by=manager)
    a_cohort(programme=programme)

    with pytest.raises(Conflict), transaction():
        change_programme(programme, replace(draft, zone="Europe/Berlin"), by=manager)

    assert programme.zone == "Asia/Bangkok"


def test_a_programme_under_way_is_not_put_away(manager: User) -> None:
    running = a_cohort(phase=Phase.RUNNING).programme
    over = a_cohort(phase=Phase.ENDED).programme

    with pytest.raises(Conflict), transaction():
        archive_programme(running, by=manager)
    with transaction():
        archive_programme(over, by=manager, reason="Enough")
    assert not over.is_shown
    with transaction():
        restore_programme(over, by=manager)
    assert over.is_shown


def test_cohorts_are_numbered_within_their_programme(manager: User) -> None:
    here = a_made_programme(manager)
    there = a_made_programme(manager, slug="pilot-call")

    numbers = [a_made_cohort(here, manager, slug=f"lab-{n}").number for n in (1, 2)]

    assert numbers == [1, 2]
    assert a_made_cohort(there, manager).number == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seats", 0),
        ("offer_hours", 0),
        ("erase_after_days", 1),
        ("languages", []),
        ("languages", ["fr"]),
        ("name", {"en": " "}),
        ("slug", "Kohorte 3"),
        ("faq", [{"question": {"en": "Why?"}}]),
        ("timeline", [{"on": "", "title": {"en": "Some day"}}]),
    ],
)
def test_what_a_cohort_cannot_say_is_refused(manager: User, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        a_made_cohort(a_made_programme(manager), manager, **{field: value})

    assert list(refusal.value.errors) == [field]


def test_a_wall_time_is_meant_in_the_programme_s_zone() -> None:
    walls = WallDates(datetime(2026, 11, 24, 9), datetime(2026, 12, 6, 23, 59))

    dates = walls.in_zone("Asia/Jakarta")

    assert dates.opens_at.isoformat() == "2026-11-24T02:00:00+00:00"
    assert dates.closes_at.isoformat() == "2026-12-06T16:59:00+00:00"


def test_a_deadline_that_the_clocks_skip_or_repeat_is_asked_about() -> None:
    opens = datetime(2026, 3, 1, 9)
    skipped, twice = datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)

    with pytest.raises(NoSuchTime) as gap:
        WallDates(opens, skipped).in_zone("Europe/Berlin")
    with pytest.raises(TimeHappensTwice):
        WallDates(opens, twice).in_zone("Europe/Berlin")

    assert list(gap.value.errors) == ["closes_local"]
    hours = [
        WallDates(opens, twice, closes_fold=fold).in_zone("Europe/Berlin").closes_at.hour
        for fold in (0, 1)
    ]
    assert hours == [0, 1]


def test_a_change_of_texts_keeps_the_rest_and_counts(manager: User, told: list[Fact]) -> None:
    cohort = a_made_cohort(a_made_programme(manager), manager)

    changed(cohort, manager, tagline={"en": "Twelve weeks"}, seats=24)
    changed(cohort, manager, seats=24)

    assert (cohort.version, cohort.tagline) == (2, {"en": "Twelve weeks"})
    assert cohort.name == {"en": "Cohort 3"}
    latest = history_of(cohort).items[0]
    assert (latest.action, latest.before["seats"], latest.after["seats"]) == (
        "cohort.changed",
        20,
        24,
    )
    assert told == [SeatsSet(cohort.id, 20, 24)]


def test_who_saw_another_version_is_told(manager: User) -> None:
    cohort = a_made_cohort(a_made_programme(manager), manager)
    seen = cohort.version
    changed(cohort, manager, seats=24)
    stale = replace(draft_of(cohort), seats=30)

    attempts = (
        lambda: change_cohort(cohort, stale, expected=seen, by=manager),
        lambda: change_dates(cohort, DATES, expected=seen, by=manager),
        lambda: move_phase(cohort, Phase.ARCHIVED, expected=seen, by=manager),
    )

    for attempt in attempts:
        with pytest.raises(CohortChanged) as refusal, transaction():
            attempt()
        assert refusal.value.details["version"] == 2
    assert cohort.seats == 24


def test_another_wording_of_a_public_agreement_has_another_number(manager: User) -> None:
    draft, public = a_made_cohort(a_made_programme(manager), manager), a_cohort()

    for cohort in (draft, public):
        changed(cohort, manager, agreement={"en": "We work together."})

    assert (draft.agreement_version, public.agreement_version) == (1, 2)


def test_managers_of_another_programme_change_nothing(app: Flask) -> None:
    cohort, stranger = a_cohort(), a_programme_manager(a_programme())
    version = cohort.version
    attempts = (
        lambda: change_cohort(cohort, draft_of(cohort), by=stranger),
        lambda: change_dates(cohort, cohort.dates, by=stranger),
        lambda: move_phase(cohort, Phase.REVIEW, by=stranger),
        lambda: choose_form(cohort, cohort.form, by=stranger),  # type: ignore[arg-type]
        lambda: begin_form(cohort, "blank", by=stranger),
        lambda: change_programme(
            cohort.programme, programme_draft_of(cohort.programme), by=stranger
        ),
        lambda: publish_programme(cohort.programme, by=stranger),
        lambda: archive_programme(cohort.programme, by=stranger),
        lambda: restore_programme(cohort.programme, by=stranger),
    )

    for attempt in attempts:
        with pytest.raises(NotAllowed), transaction():
            attempt()
    assert cohort.version == version


def test_a_copy_moves_every_date_with_the_opening(manager: User) -> None:
    timeline = [{"on": "2026-12-20", "title": {"en": "Kick-off"}, "note": {}}]
    last = a_cohort(timeline=timeline, starts_on=date(2027, 1, 4), seats=7)

    draft, dates = copy_of(last, opening_on=date(2027, 11, 15))

    assert (draft.seats, draft.name, draft.slug) == (7, {}, "")
    assert draft.timeline[0]["on"] == "2027-12-19"
    assert dates.starts_on == date(2028, 1, 3)
    assert dates.closes_at - dates.opens_at == last.closes_at - last.opens_at
    assert last.timeline == timeline


def test_a_call_is_published_when_everything_is_in_place(manager: User, told: list[Fact]) -> None:
    programme = a_made_programme(manager)
    cohort = a_made_cohort(programme, manager)

    with pytest.raises(NotNow) as refusal:
        moved(cohort, Phase.PUBLISHED, manager)
    assert refusal.value.details["reasons"] == [
        "Choose first what applicants are asked.",
        "Publish the programme first.",
    ]
    with transaction():
        publish_programme(programme, by=manager)
        form = begin_form(cohort, "pilot_call", by=manager)
    assert obstacles(cohort, Phase.PUBLISHED) == ["Publish its form first."]
    with transaction():
        choose_form(cohort, a_live_form(programme).form, by=manager)
    assert cohort.form is not form
    moved(cohort, Phase.PUBLISHED, manager)

    assert cohort.phase is Phase.PUBLISHED
    assert told[-1] == PhaseMoved(cohort.id, Phase.DRAFT, Phase.PUBLISHED)
    with frozen_at(DATES.closes_at):
        late = a_made_cohort(programme, manager, slug="late")
        with transaction():
            choose_form(late, cohort.form, by=manager)  # type: ignore[arg-type]
        assert obstacles(late, Phase.PUBLISHED) == ["Its deadline has passed."]


def test_a_form_is_of_the_same_programme_and_a_public_call_asks_only_what_is_live(
    manager: User,
) -> None:
    cohort = a_cohort()
    asked = cohort.form

    with pytest.raises(Invalid), transaction():
        choose_form(cohort, a_live_form(a_programme()).form, by=manager)
    with transaction():
        begun = begin_form(cohort, "pilot_call", by=manager)
    assert cohort.form is asked, "a draft of a form is not asked by a public call"
    with pytest.raises(Conflict), transaction():
        choose_form(cohort, begun, by=manager)
    assert forms.draft_of(begun) is not None


def test_the_review_begins_after_the_deadline_and_its_grace(manager: User) -> None:
    cohort = a_cohort()

    for at in (cohort.closes_at - timedelta(seconds=1), cohort.closes_at):
        with frozen_at(at), pytest.raises(NotNow):
            moved(cohort, Phase.REVIEW, manager)
    with frozen_at(cohort.window.ends_at):
        moved(cohort, Phase.REVIEW, manager)

    assert cohort.phase is Phase.REVIEW
    assert intake(cohort, cohort.opens_at) is IntakeState.CLOSED


def test_a_call_that_somebody_answers_is_not_taken_back(
    manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, untouched = a_cohort(), a_cohort()
    counts = {begun.id: Touched(drafts=1)}
    count = lambda cohort: counts.get(cohort.id, Touched())  # noqa: E731
    monkeypatch.setattr(calendar_services, "_reckonings", [count])

    with pytest.raises(NotNow):
        moved(begun, Phase.DRAFT, manager)
    moved(untouched, Phase.DRAFT, manager)

    assert (begun.phase, untouched.phase) == (Phase.PUBLISHED, Phase.DRAFT)


@pytest.mark.parametrize("phase", list(Phase))
def test_phases_follow_the_table(manager: User, phase: Phase) -> None:
    cohort = a_cohort(phase=phase)

    for to in set(Phase) - set(NEXT[phase]) - {phase}:
        with pytest.raises(NotNow):
            moved(cohort, to, manager)
    version = cohort.version
    moved(cohort, phase, manager)
    assert cohort.version == version, "to where it is already"


def test_floors_above_may_object(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = a_cohort(phase=Phase.SELECTION)
    objecting = lambda _cohort, to: ["Release first."] if to is Phase.ANNOUNCED else []  # noqa: E731
    monkeypatch.setattr(phase_services, "_objectings", [objecting])

    with pytest.raises(NotNow) as refusal:
        moved(cohort, Phase.ANNOUNCED, manager)
    moved(cohort, Phase.REVIEW, manager, reason="Two reads are missing")

    assert str(refusal.value) == "Release first."
    assert history_of(cohort).items[0].reason == "Two reads are missing"


def test_less_time_is_confirmed_with_a_reason_and_history_says_it(
    manager: User, told: list[Fact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar_services, "_reckonings", [lambda _cohort: Touched(14, 6)])
    cohort = a_cohort()
    was, earlier = cohort.closes_at, cohort.closes_at - timedelta(days=2)

    for saying in (Saying(), Saying(confirmed=True), Saying(reason="The jury moved")):
        with pytest.raises(SayingWhy) as question:
            replanned(cohort, manager, saying, closes_at=earlier)
    replanned(cohort, manager, Saying(confirmed=True, reason="The jury moved"), closes_at=earlier)

    assert question.value.details == {"drafts": 14, "applications": 6}
    entry = history_of(cohort).items[0]
    assert (entry.action, entry.reason) == ("cohort.dates-changed", "The jury moved")
    assert told == [DeadlineMoved(cohort.id, was, earlier, cohort.window.ends_at)]


def test_drafts_and_later_deadlines_ask_nothing(manager: User, told: list[Fact]) -> None:
    draft, public = a_made_cohort(a_made_programme(manager), manager), a_cohort()

    replanned(draft, manager, closes_at=draft.closes_at - timedelta(days=1))
    replanned(public, manager, closes_at=public.closes_at + timedelta(days=1))
    replanned(public, manager, decisions_on=date(2027, 1, 20))

    assert [type(fact) for fact in told] == [DeadlineMoved], "nobody was told of a draft's"


def test_nothing_changed_is_nothing_recorded(manager: User) -> None:
    cohort = a_cohort()

    replanned(cohort, manager)
    changed(cohort, manager)

    assert cohort.version == 1
    assert history_of(cohort).items == []


def test_open_calls_come_by_deadline_with_grace_and_nothing_else(app: Flask) -> None:
    soon, later = MONDAY + timedelta(days=1), MONDAY + timedelta(days=30)
    far = a_cohort(closes_at=later)
    near = a_cohort(closes_at=soon)
    in_grace = a_cohort(closes_at=MONDAY - timedelta(minutes=5))
    coming = a_cohort(opens_at=soon, closes_at=later)
    a_cohort(closes_at=MONDAY - timedelta(minutes=30))
    a_cohort(phase=Phase.DRAFT)
    a_cohort(phase=Phase.REVIEW, closes_at=soon)
    a_cohort(programme=a_programme(published_at=None))
    a_cohort(programme=a_programme(archived_at=MONDAY))

    assert open_calls() == [near, far, in_grace]
    assert open_calls(coming=timedelta(days=2)) == [near, far, in_grace, coming]


def test_history_keeps_every_wording_of_an_agreement_and_of_other_texts_that_they_changed(
    manager: User,
) -> None:
    cohort = a_cohort()
    changed(cohort, manager, agreement={"en": "First"}, about={"en": "Much"})

    changed(cohort, manager, agreement={"en": "Second"})

    second, first = history_of(cohort).items
    assert second.before == {"agreement": {"en": "First"}}
    assert first.after == {"agreement": {"en": "First"}, "texts": ["about"]}
    [_latest, entry] = shown_history_of(cohort)
    assert "texts: about" in (entry.detail or "")
