"""Conflicts are looked for again whenever a team, a judge or their organisations change."""

from uuid import UUID

import pytest
from flask import Flask

from accelerator.applications.facts import TeamChanged
from accelerator.applications.models import TeamRole
from accelerator.applications.permissions import Sight, sight
from accelerator.applications.services.looking import team_changed
from accelerator.applications.services.teams import add, leave
from accelerator.conflicts.models import Conflict, ConflictSource, ConflictState
from accelerator.reviews.models import AssignmentState, CommitmentState, ReadingBan, RoundState
from accelerator.reviews.services.reviewers import Profile, change_reviewer
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.facts import EmailChanged
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.facts import announce
from hub.organisations.models import MemberRole
from hub.organisations.services import Draft, add_member, change
from tests.accelerator.interviews.stories import a_scene
from tests.accelerator.reviews.intakes import Intake, an_intake, promised
from tests.accelerator.reviews.panels import Panel, a_panel, handed_in
from tests.counting import statements
from tests.factories import a_member, a_person, an_organisation, kept
from tests.factories.programme import a_reviewer


@pytest.fixture
def panel(app: Flask) -> Panel:
    return a_panel()


def renamed(person: User, email: str) -> None:
    """As `hub.accounts.services.email_change` does at its end."""
    before, person.email = person.email, email
    db.session.flush()
    announce(EmailChanged(person.id, before, email))


def conflicts_of(person: User) -> list[tuple[ConflictKind, ConflictState, ConflictSource]]:
    found = db.session.query(Conflict).filter_by(person_id=person.id)
    return [(each.kind, each.state, each.source) for each in found]


def test_a_reader_who_joins_the_team_reads_it_no_more(panel: Panel) -> None:
    me, application = panel.readers[0].user, panel.applications[0]

    with transaction():
        add(application, me, role=TeamRole.VIEW)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED
    assert panel.read(1, 0).state is AssignmentState.ASSIGNED
    assert panel.read(0, 1).state is AssignmentState.ASSIGNED

    with transaction():
        leave(application, person=me)
    assert sight(me, application) is Sight.NONE, "who has written it does not judge it later"


def test_a_colleague_of_a_reader_joins_the_team(panel: Panel) -> None:
    me, firm = panel.readers[0].user, an_organisation(name="Rob & Sons")
    a_member(firm, me)
    newcomer = a_person()
    a_member(firm, newcomer)

    with transaction():
        add(panel.applications[0], newcomer, role=TeamRole.EDIT)

    assert conflicts_of(me) == [
        (ConflictKind.SAME_ORGANISATION, ConflictState.STANDS, ConflictSource.DETECTED)
    ]
    assert panel.read(0, 0).state is AssignmentState.CONFLICTED


def test_somebody_of_a_readers_domain_joins_the_startup(panel: Panel) -> None:
    with transaction():
        renamed(panel.readers[0].user, "rob@kali.example")
    assert panel.read(0, 0).state is AssignmentState.ASSIGNED

    with transaction():
        startup = panel.applications[0].startup
        add_member(startup.organisation, a_person(email="x@kali.example"), part=MemberRole.MEMBER)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED


def test_the_startup_moves_to_a_readers_domain(panel: Panel) -> None:
    with transaction():
        renamed(panel.readers[0].user, "rob@kali.example")
    house = panel.applications[0].startup.organisation
    draft = Draft(house.name, house.kind, website="https://www.kali.example")

    with transaction():
        change(house, draft, by=panel.applications[0].members[0].user)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED
    assert panel.read(1, 0).state is AssignmentState.ASSIGNED


def test_a_reader_joins_an_organisation_of_a_founder(panel: Panel) -> None:
    me, lab = panel.readers[0].user, an_organisation()
    a_member(lab, panel.applications[0].members[0].user)

    with transaction():
        add_member(lab, me, part=MemberRole.MEMBER)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED


def test_a_founder_joins_an_organisation_of_a_reader(panel: Panel) -> None:
    me, lab = panel.readers[0].user, an_organisation()
    a_member(lab, me)

    with transaction():
        add_member(lab, panel.applications[0].members[0].user, part=MemberRole.MEMBER)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED


def test_a_reader_and_a_founder_come_to_share_a_domain(panel: Panel) -> None:
    founder = panel.applications[0].members[0].user

    with transaction():
        renamed(panel.readers[0].user, "rob@banyu.example")
    assert panel.read(0, 0).state is AssignmentState.CONFLICTED

    with transaction():
        renamed(panel.readers[1].user, "lina@kali.example")
        renamed(founder, "dewi@kali.example")
    assert panel.read(0, 1).state is AssignmentState.CONFLICTED


def test_an_alias_asks_before_anything_is_opened(panel: Panel) -> None:
    reviewer = panel.readers[0]

    with transaction():
        change_reviewer(reviewer, Profile(aliases=("rob@banyu.example",)), by=reviewer.user)

    assert conflicts_of(reviewer.user) == [
        (ConflictKind.SAME_ORGANISATION, ConflictState.SUSPECTED, ConflictSource.DETECTED)
    ]
    assert panel.read(0, 0).state is AssignmentState.ASSIGNED
    assert sight(reviewer.user, panel.applications[0]) is Sight.NONE

    with transaction():
        renamed(reviewer.user, "rob@banyu.example")
    [(_kind, state, _source)] = conflicts_of(reviewer.user)
    assert state is ConflictState.STANDS, "what was suspected is sure now"
    assert panel.read(0, 0).state is AssignmentState.CONFLICTED


def test_marks_of_a_closed_round_fall_out_as_well(panel: Panel) -> None:
    handed_in(panel.read(0, 0), {"need": 5, "evidence": 5})
    with transaction():
        panel.round.state = RoundState.CLOSED

    with transaction():
        add(panel.applications[0], panel.readers[0].user, role=TeamRole.VIEW)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED


@pytest.fixture
def intake(app: Flask) -> Intake:
    return an_intake(applications=1, reviewers=0, state=RoundState.OPEN)


@pytest.mark.parametrize("state", [CommitmentState.INVITED, CommitmentState.ACCEPTED])
def test_who_was_asked_for_the_round_is_looked_at(intake: Intake, state: CommitmentState) -> None:
    reviewer = a_reviewer()
    answered = {"answered_at": None, "most": 0} if state is CommitmentState.INVITED else {}
    promised(intake.round, reviewer, state=state, **answered)

    with transaction():
        add(intake.applications[0], reviewer.user, role=TeamRole.VIEW)

    assert [kind for kind, _state, _source in conflicts_of(reviewer.user)] == [
        ConflictKind.EMPLOYER
    ]


def test_who_was_kept_from_it_is_looked_at(intake: Intake) -> None:
    reviewer = a_reviewer()
    application = intake.applications[0]
    kept(ReadingBan(reviewer_id=reviewer.id, application_id=application.id,
                    made_by_id=intake.manager.id))  # fmt: skip

    with transaction():
        add(application, reviewer.user, role=TeamRole.VIEW)

    assert len(conflicts_of(reviewer.user)) == 1


def test_who_sits_on_a_panel_that_meets_the_team_is_looked_at(app: Flask) -> None:
    scene = a_scene()
    scene.panel()
    scene.invite(0)
    juror = scene.jurors[0].user

    with transaction():
        add(scene.applications[0], juror, role=TeamRole.VIEW)
        add(scene.applications[1], scene.jurors[1].user, role=TeamRole.VIEW)

    assert [kind for kind, _state, _source in conflicts_of(juror)] == [ConflictKind.EMPLOYER]
    assert conflicts_of(scene.jurors[1].user) == [], "that team is not invited"


def test_nobody_else_is_looked_at(intake: Intake) -> None:
    stranger = a_reviewer()

    with transaction():
        add(intake.applications[0], stranger.user, role=TeamRole.VIEW)

    assert conflicts_of(stranger.user) == []


def test_thirty_readers_are_looked_at_in_as_many_statements_as_one(app: Flask) -> None:
    one = an_intake(applications=1, reviewers=1, state=RoundState.OPEN)
    many = an_intake(applications=1, reviewers=30, state=RoundState.OPEN)

    def asked(application_id: UUID, person_id: UUID) -> int:
        db.session.expunge_all()
        with transaction(), statements() as sent:
            team_changed(TeamChanged(application_id, person_id))
        return len(sent)

    first, second = (each.applications[0].id for each in (one, many))
    person = a_person().id
    assert asked(second, person) == asked(first, person)
