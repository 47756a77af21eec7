"""`flask doctor` finds what is wrong with a selection, and nothing where nothing is."""

import pytest
from sqlalchemy import update

from accelerator.applications.models import Application, Outcome
from accelerator.selection import services
from accelerator.selection.invariants import problems
from accelerator.selection.models import ReleaseItem
from hub.core.database import db, transaction
from tests.accelerator.selection.stories import ACCEPT, REJECT, WAIT, a_scene
from tests.factories import MONDAY

pytestmark = pytest.mark.usefixtures("app")


def test_a_selection_that_was_played_through_is_well() -> None:
    scene = a_scene(4, seats=1)
    scene.released(ACCEPT, WAIT, REJECT)
    with transaction():
        services.accept(scene.offer(0), by=scene.owner(0), agreed=True)

    assert list(problems()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("outcome", "no release told"),
        ("untold", "its team was not told"),
        ("place", "that was told nothing"),
    ],
)
def test_what_does_not_fit_is_named(change: str, said: str) -> None:
    scene = a_scene(2)
    scene.released(ACCEPT)
    first, second = scene.applications
    told = {"outcome": Outcome.REJECTED, "told_at": MONDAY}
    nothing = {"outcome": None, "told_at": None}
    changes = {
        "outcome": update(Application).where(Application.id == second.id).values(told),
        "untold": update(ReleaseItem).values(told_at=None),
        "place": update(Application).where(Application.id == first.id).values(nothing),
    }
    with transaction():
        db.session.execute(changes[change])
    db.session.expire_all()

    assert any(said in each for each in problems())
