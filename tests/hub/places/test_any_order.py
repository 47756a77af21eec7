"""Whatever is done in whatever order: the pool is what a sheet of paper would say, and its ledger,
read from the first line, explains it."""

from copy import deepcopy
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hub.core.clock import frozen_at
from hub.core.errors import HubError
from hub.core.ids import new_id
from hub.places import queries, services
from hub.places.invariants import problems
from hub.places.models import Pool
from hub.places.rules.steps import LapsePolicy
from hub.places.rules.terms import Terms
from tests.factories import MONDAY
from tests.hub.places.lines import STAFF, a_pool, kept
from tests.hub.places.model import Paper, Refused

pytestmark = pytest.mark.usefixtures("app")
PARTIES = 6

parties = st.integers(0, PARTIES - 1)
verbs = [
    "join", "join", "join", "accept", "accept", "decline", "decline", "undo", "withdraw", "remove",
    "offer", "override", "resize", "wait", "wait", "sweep", "reverse",
]  # fmt: skip
commands = st.tuples(st.sampled_from(verbs), parties)
#: Whom a command is for, mostly: an answer given by somebody without an offer teaches little.
CONCERNED = {"accept": "offered", "decline": "offered", "undo": "declined", "join": "none"}
papers = st.builds(
    Paper,
    seats=st.integers(0, 3),
    tail=st.booleans(),
    promotes=st.sampled_from([True, True, False]),
    cutoff=st.sampled_from([None, None, timedelta(hours=40), timedelta(hours=150)]),
)


class Real:
    """The pool itself, spoken to in the same words."""

    def __init__(self, paper: Paper) -> None:
        policy = LapsePolicy.TAIL if paper.tail else LapsePolicy.FINAL
        cutoff = None if paper.cutoff is None else MONDAY + paper.cutoff
        terms = Terms(quiet=None, lapse_policy=policy, auto_promote=paper.promotes,
                      cutoff_at=cutoff)  # fmt: skip
        self.pool: Pool = a_pool(paper.seats, terms)
        self.ids: list[UUID] = [new_id() for _ in range(PARTIES)]

    def do(self, command: str, n: int) -> None:
        match command:
            case "join" | "offer":
                kept(getattr(services, command), self.pool, self.ids[n], by=None)
            case "override":
                kept(services.override, self.pool, self.ids[n], by=STAFF, reason="Because")
            case "resize":
                kept(services.resize, self.pool, n, by=STAFF)
            case "sweep":
                kept(services.lapse_due, self.pool.id)
            case "reverse":
                order = [place.id for place in reversed(queries.line(self.pool))]
                kept(services.reorder, self.pool, order, by=STAFF, reason="Turned round")
            case _:
                self.answer(command, n)

    def answer(self, command: str, n: int) -> None:
        place = queries.newest_place(self.pool, self.ids[n])
        if place is None:
            raise HubError("nothing to answer")
        service = getattr(services, {"undo": "undo_decline"}.get(command, command))
        more = {"reason": "Because"} if command == "remove" else {}
        kept(service, place, by=self.ids[n], **more)

    def stands(self) -> dict[int, str]:
        newest = queries.newest_places(self.pool, self.ids)
        return {self.ids.index(party): place.state.value for party, place in newest.items()}

    def line(self) -> list[int]:
        return [self.ids.index(place.party_id) for place in queries.line(self.pool)]


def went(work, *arguments) -> bool:
    try:
        work(*arguments)
    except (Refused, HubError):
        return False
    return True


def concerned(command: str, n: int, paper: Paper) -> int:
    """The number a command goes with: usually that of a party in the state it is about."""
    if command == "resize":
        return n % 5
    wanted = CONCERNED.get(command)
    fitting = [each for each in range(PARTIES) if paper.seat(each).state == wanted]
    return fitting[n % len(fitting)] if fitting else n


def apply(command: str, n: int, paper: Paper) -> None:
    """All of it or nothing, as in a transaction."""
    tried = deepcopy(paper)
    getattr(tried, command)(*([] if command in ("sweep", "reverse") else [n]))
    vars(paper).update(vars(tried))


@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],  # to make a failure small takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(papers, st.lists(commands, min_size=20, max_size=30))
def test_the_pool_is_what_a_sheet_of_paper_would_say(paper, steps):
    real = Real(paper)
    for command, n in steps:
        if command == "wait":
            paper.now += timedelta(hours=13 * n)
            continue
        n = concerned(command, n, paper)
        with frozen_at(MONDAY + paper.now):
            assert went(real.do, command, n) == went(apply, command, n, paper), (command, n)
            stands = {n: seat.state for n, seat in paper.parties.items()}
            assert (real.stands(), real.line()) == (stands, paper.line())
            assert queries.free_seats(real.pool) == paper.free
    assert list(problems()) == []
