"""Co-founders: invited, joined, also late; given a part, gone. One owns the application."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accelerator.applications import services
from accelerator.applications.errors import AnotherAddress, InvitationIsDead, NeedsAnOwner
from accelerator.applications.models import Application, ApplicationMember, TeamRole
from accelerator.applications.permissions import Sight, role_in, sight
from accelerator.applications.queries import editing_now, invitations_of, member_of
from accelerator.applications.services.inviting import SENT_AGAIN_AFTER, STANDS
from hub.accounts.models import User
from hub.accounts.services.joining import Newcomer
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed, TooMany
from hub.outbox.models import Message
from tests.accelerator.applications.stories import a_teammate, begun, handed_in
from tests.factories import a_person, kept
from tests.factories.programme import a_cohort


def invited(application: Application, owner: User, email: str = "budi@team.example") -> str:
    """The secret of the mail."""
    with transaction():
        services.invite(application, email, role=TeamRole.EDIT, by=owner)
    return secret_of_last_mail()


def secret_of_last_mail() -> str:
    query = select(Message.text).where(Message.template == "applications/invitation")
    text = db.session.scalars(query.order_by(Message.made_at.desc(), Message.id.desc())).first()
    assert text is not None
    return text.split("/applications/invitations/")[1].split()[0]


def test_an_invited_co_founder_writes_along(app: Flask) -> None:
    owner, budi = a_person(), a_person(email="budi@team.example")
    application = begun(owner=owner)
    secret = invited(application, owner)

    with transaction():
        services.accept(secret, person=budi)

    assert role_in(budi, application) is TeamRole.EDIT
    assert sight(budi, application) is Sight.TEAM


def test_accepting_after_the_deadline_lets_one_read_along(app: Flask) -> None:
    owner, cohort = a_person(), a_cohort()
    budi = a_person(email="budi@team.example")
    application = handed_in(cohort, owner)
    secret = invited(application, owner)

    with frozen_at(cohort.window.ends_at + timedelta(days=1)):
        with transaction():
            services.accept(secret, person=budi)
        assert sight(budi, application) is Sight.TEAM
        assert not editing_now(application)


def test_accepting_twice_is_once(app: Flask) -> None:
    owner, budi = a_person(), a_person(email="budi@team.example")
    application = begun(owner=owner)
    secret = invited(application, owner)

    for _ in range(2):
        with transaction():
            assert services.accept(secret, person=budi) == application


def test_the_link_is_for_the_invited_address(app: Flask) -> None:
    owner = a_person()
    secret = invited(begun(owner=owner), owner)

    with pytest.raises(AnotherAddress), transaction():
        services.accept(secret, person=a_person())


def test_a_link_dies_when_it_is_taken_back_declined_replaced_or_old(app: Flask) -> None:
    budi = a_person(email="budi@team.example")
    taken, declined, replaced, old = (begun(owner=a_person()) for _ in range(4))
    owners = [db.session.get_one(User, a.made_by_id) for a in (taken, declined, replaced, old)]
    secrets = [invited(a, o) for a, o in zip((taken, declined, replaced, old), owners, strict=True)]
    with transaction():
        services.take_back(invitations_of(taken)[0], by=owners[0])
        services.decline(secrets[1])
    with frozen_at(now() + SENT_AGAIN_AFTER), transaction():
        services.send_again(invitations_of(replaced)[0], by=owners[2])

    for secret in secrets[:3]:
        with pytest.raises(InvitationIsDead), transaction():
            services.accept(secret, person=budi)
    with frozen_at(now() + STANDS), pytest.raises(InvitationIsDead), transaction():
        services.accept(secrets[3], person=budi)


def test_a_new_link_works_and_is_not_sent_at_once_again(app: Flask) -> None:
    owner, budi = a_person(), a_person(email="budi@team.example")
    application = begun(owner=owner)
    invited(application, owner)

    with pytest.raises(TooMany), transaction():
        services.send_again(invitations_of(application)[0], by=owner)
    with frozen_at(now() + SENT_AGAIN_AFTER), transaction():
        services.send_again(invitations_of(application)[0], by=owner)
    with transaction():
        services.accept(secret_of_last_mail(), person=budi)

    assert role_in(budi, application) is TeamRole.EDIT


def test_somebody_without_an_account_gets_one(app: Flask) -> None:
    owner = a_person()
    application = begun(owner=owner)
    secret = invited(application, owner)

    with transaction():
        person = services.accept_as_new(secret, Newcomer(name="Budi", email="other@x.example"))

    assert (person.email, role_in(person, application)) == ("budi@team.example", TeamRole.EDIT)


def test_nobody_is_invited_twice_or_as_owner_or_to_their_own(app: Flask) -> None:
    owner = a_person()
    application = begun(owner=owner)
    invited(application, owner)

    with pytest.raises(Conflict), transaction():
        services.invite(application, "budi@team.example", role=TeamRole.VIEW, by=owner)
    with pytest.raises(Invalid), transaction():
        services.invite(application, "ani@team.example", role=TeamRole.OWNER, by=owner)
    with pytest.raises(Invalid), transaction():
        services.invite(application, owner.email, role=TeamRole.VIEW, by=owner)


def test_only_the_owner_invites(app: Flask) -> None:
    application = begun()
    editor = a_teammate(application)

    with pytest.raises(NotAllowed), transaction():
        services.invite(application, "c@team.example", role=TeamRole.VIEW, by=editor)


def test_an_application_is_handed_over_whole(app: Flask) -> None:
    owner = a_person()
    application = begun(owner=owner)
    budi = a_teammate(application)
    member = member_of(application, budi)
    assert member is not None

    with transaction():
        services.hand_over(application, member, by=owner)

    assert role_in(budi, application) is TeamRole.OWNER
    assert role_in(owner, application) is TeamRole.EDIT


def test_the_owner_hands_over_before_leaving(app: Flask) -> None:
    owner = a_person()
    application = begun(owner=owner)

    with pytest.raises(NeedsAnOwner), transaction():
        services.leave(application, person=owner)


def test_who_leaves_or_is_removed_sees_nothing_more(app: Flask) -> None:
    owner = a_person()
    application = begun(owner=owner)
    leaver, removed = a_teammate(application), a_teammate(application)

    with transaction():
        services.leave(application, person=leaver)
        member = member_of(application, removed)
        assert member is not None
        services.remove(application, member, by=owner)

    assert [sight(each, application) for each in (leaver, removed)] == [Sight.NONE, Sight.NONE]


def test_the_database_knows_one_owner_only(app: Flask) -> None:
    application = begun()

    with pytest.raises(IntegrityError):
        kept(
            ApplicationMember(
                application_id=application.id, user_id=a_person().id, role=TeamRole.OWNER
            )
        )


def test_comments_are_the_teams_own(app: Flask) -> None:
    owner = a_person()
    application = begun(owner=owner)
    commenter = a_teammate(application, TeamRole.COMMENT)
    reader = a_teammate(application, TeamRole.VIEW)

    with transaction():
        made = services.comment(application, "Shorter?", by=commenter, key="problem")
        services.resolve(made, application, by=owner)
    with pytest.raises(NotAllowed), transaction():
        services.comment(application, "Me too", by=reader)

    assert made.resolved_at is not None
