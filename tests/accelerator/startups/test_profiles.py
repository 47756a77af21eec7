"""A startup's record: begun once, changed by its own, kept as it was when it applied."""

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from accelerator.startups.errors import NotAStartup, ProfileChanged
from accelerator.startups.queries import changed_since, last_kept, startups_led_by
from accelerator.startups.services import (
    Profile,
    change_profile,
    keep_profile,
    make_startup,
    startup_of,
)
from accelerator.vocabulary.terms import Sector, Stage
from hub.core.database import transaction
from hub.core.errors import Invalid, NotAllowed
from hub.organisations.models import MemberRole, OrganisationKind
from tests.factories import a_member, a_person, an_organisation
from tests.factories.programme import a_startup


def test_a_new_startup_is_an_organisation_that_its_founder_leads(app: Flask) -> None:
    founder = a_person()

    with transaction():
        startup = make_startup(name="Banyu Kota", by=founder)

    assert startup.organisation.kind is OrganisationKind.STARTUP
    assert startups_led_by(founder) == [startup.organisation]


def test_there_is_one_record_of_each(app: Flask) -> None:
    team = an_organisation(kind=OrganisationKind.STARTUP)

    with transaction():
        assert startup_of(team) is startup_of(team)


def test_a_city_agency_is_no_startup(app: Flask) -> None:
    agency = an_organisation(kind=OrganisationKind.CITY_AGENCY)

    with transaction(), pytest.raises(NotAStartup):
        startup_of(agency)


def test_only_its_leaders_change_the_profile(app: Flask) -> None:
    founder, member = a_person(), a_person()
    startup = a_startup(founder)
    a_member(startup.organisation, member, role=MemberRole.MEMBER)

    with transaction(), pytest.raises(NotAllowed):
        change_profile(startup, Profile(pitch="Mine"), by=member)
    with transaction():
        change_profile(startup, Profile(pitch="  Meters  that call "), by=founder)

    assert startup.pitch == "Meters that call"
    assert startups_led_by(member) == []


def test_who_saves_over_what_they_have_not_seen_is_told(app: Flask) -> None:
    founder = a_person()
    startup = a_startup(founder)
    seen = startup.version
    with transaction():
        change_profile(startup, Profile(pitch="First"), by=founder, version=seen)

    with transaction(), pytest.raises(ProfileChanged):
        change_profile(startup, Profile(pitch="Second"), by=founder, version=seen)

    assert startup.pitch == "First"


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        (Profile(pitch="x" * 141), "pitch"),
        (Profile(people=2, full_time=3), "full_time"),
        (Profile(people=-1), "people"),
        (Profile(video_url="javascript:alert(1)"), "video_url"),
        (Profile(founded_on=date(2030, 1, 1)), "founded_on"),
    ],
)
def test_what_cannot_be_is_refused_by_name(app: Flask, profile: Profile, field: str) -> None:
    founder = a_person()

    with transaction(), pytest.raises(Invalid) as refused:
        change_profile(a_startup(founder), profile, by=founder)

    assert field in refused.value.errors


def test_what_changed_since_the_last_application(app: Flask) -> None:
    founder = a_person()
    startup = a_startup(founder, stage=Stage.IDEA, people=2)
    last_year, this_year = uuid4(), uuid4()
    with transaction():
        keep_profile(startup, occasion_kind="applications", occasion_id=last_year)
        change_profile(
            startup, Profile(stage=Stage.PILOT, people=4, sector=Sector.WATER), by=founder
        )
        keep_profile(startup, occasion_kind="applications", occasion_id=this_year)

    kept = last_kept(startup, besides=this_year)

    assert kept is not None
    assert changed_since(startup, kept) == [
        ("stage", "idea", "pilot"),
        ("sector", None, "water"),
        ("people", 2, 4),
    ]
