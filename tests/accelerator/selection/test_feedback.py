"""From readers to founders: gathered, edited, published; what readers wrote stays as it was."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from accelerator.applications.models import Application, Revision
from accelerator.reviews.models import Assignment, AssignmentState, Review, ReviewState
from accelerator.selection import services
from accelerator.selection.models import Feedback, FeedbackState
from accelerator.selection.queries.feedback import published_feedback
from accelerator.selection.services import Edited
from hub.core.database import db, transaction
from hub.core.errors import Conflict
from hub.outbox.models import Message
from tests.accelerator.selection.stories import REJECT, Scene, a_scene, mails_to
from tests.factories import MONDAY, kept
from tests.factories.programme import a_read, a_reviewer, a_round
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as

pytestmark = pytest.mark.usefixtures("app")


def reviewed(assignment: Assignment, note: str, **scores: int) -> Review:
    revision = db.session.query(Revision).filter_by(application_id=assignment.application_id).one()
    with transaction():
        assignment.state = AssignmentState.SUBMITTED
    return kept(
        Review(
            assignment_id=assignment.id,
            revision_id=revision.id,
            state=ReviewState.SUBMITTED,
            scores=scores,
            founders_note=note,
            submitted_at=MONDAY,
        )
    )


@pytest.fixture
def scene() -> Scene:
    """Two are turned down; the first has two readers' notes."""
    scene = a_scene(4)
    round_ = a_round(scene.cohort)
    for n, mark in enumerate((1, 5, 4, 3)):
        read = a_read(round_, scene.applications[n], a_reviewer())
        reviewed(read, f"Note of a reader on {n}.", need=mark, evidence=mark)
    reviewed(a_read(round_, scene.applications[0], a_reviewer()), "A second note.", need=1)
    scene.decide(0, REJECT)
    scene.decide(1, REJECT)
    return scene


def feedback_on(application: Application) -> Feedback:
    db.session.expire_all()
    return db.session.query(Feedback).filter_by(application_id=application.id).one()


def gather(scene: Scene) -> int:
    with transaction():
        return services.gather(scene.cohort, by=scene.manager)


def test_notes_are_gathered_for_those_who_are_turned_down(scene: Scene) -> None:
    assert gather(scene) == 2
    assert gather(scene) == 0

    found = feedback_on(scene.applications[0])
    assert [each["text"] for each in found.original] == [
        "Note of a reader on 0.", "A second note.",
    ]  # fmt: skip
    assert found.text == "Note of a reader on 0.\n\nA second note."
    assert db.session.query(Feedback).count() == 2


def test_what_readers_wrote_stays_whatever_staff_make_of_it(scene: Scene) -> None:
    gather(scene)
    before = feedback_on(scene.applications[0]).original

    scene.feedback(0, "Shorter and kinder.")
    gather(scene)

    found = feedback_on(scene.applications[0])
    assert (found.original, found.text) == (before, "Shorter and kinder.")
    assert found.state is FeedbackState.EDITED
    with pytest.raises(DBAPIError, match="stays as it was"), transaction():
        db.session.execute(update(Feedback).values(original=[]))


def test_it_goes_out_with_the_release_and_the_founders_read_it(
    client: FlaskClient, scene: Scene
) -> None:
    gather(scene)
    scene.feedback(0, "Talk to ten customers.", with_quarters=True)

    scene.let_out(scene.prepared())

    owner = scene.owner(0)
    (mail,) = db.session.query(Message).filter_by(to_email=owner.email)
    assert "Talk to ten customers." in mail.text
    assert "Need: in the last quarter" in mail.text
    sign_in_as(client, owner)
    page = words(client.get(f"/applications/{scene.applications[0].id}"))
    assert "Talk to ten customers." in page and "in the last quarter" in page
    assert "Note of a reader" not in page


def test_what_nobody_edited_goes_to_nobody(client: FlaskClient, scene: Scene) -> None:
    gather(scene)

    scene.let_out(scene.prepared())

    assert published_feedback(scene.applications[0]) is None
    mails = db.session.query(Message).all()
    assert not any("Note of a reader" in mail.text for mail in mails)


def test_late_feedback_has_a_mail_of_its_own_once(scene: Scene) -> None:
    scene.let_out(scene.prepared())
    scene.feedback(0)
    for _again in range(2):
        with transaction():
            services.publish_late(scene.applications[0], by=scene.manager)

    assert mails_to(scene.owner(0)) == ["rejected", "feedback"]
    with pytest.raises(Conflict), transaction():
        services.edit_feedback(scene.applications[0], Edited("Other words"), by=scene.manager)


def test_it_is_not_published_before_the_release(scene: Scene) -> None:
    scene.feedback(0)

    with pytest.raises(Conflict), transaction():
        services.publish_late(scene.applications[0], by=scene.manager)

    assert mails_to(scene.owner(0)) == []
