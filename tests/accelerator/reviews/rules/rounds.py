"""Small rounds to try the rules on, and the slow and simple way to the best plan."""

from collections import Counter
from itertools import combinations, product
from random import Random

from hypothesis import strategies as st

from accelerator.reviews.rules.affinities import affinity, barrier
from accelerator.reviews.rules.assigning import Paper, Plan, Problem, Reader
from accelerator.reviews.rules.graphs import components

TOPICS = ["water", "waste", "energy", "mobility"]
LANGUAGES = ["id", "en", "de"]


@st.composite
def small_problems(draw, *, connected=True):
    """Up to four applications and readers, with everything that can be in the way."""
    papers = tuple(
        Paper(
            f"A{n}",
            topics=draw(st.frozensets(st.sampled_from(TOPICS), max_size=3)),
            languages=draw(st.frozensets(st.sampled_from(LANGUAGES), max_size=2)),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    readers = tuple(
        Reader(
            f"R{n}",
            most=draw(st.integers(0, 4)),
            least=draw(st.integers(0, 1)),
            expertise=draw(st.frozensets(st.sampled_from(TOPICS), max_size=3)),
            languages=draw(st.frozensets(st.sampled_from(LANGUAGES), max_size=2)),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    pairs = st.sampled_from([(p.id, r.id) for p in papers for r in readers])
    return Problem(
        papers,
        readers,
        reads_each=draw(st.integers(1, 3)),
        conflicts=draw(st.frozensets(pairs, max_size=3)),
        kept=draw(st.frozensets(pairs, max_size=2)),
        connected=connected,
    )


def possible_plans(problem: Problem):
    """Every way of giving each application its further readers within all bounds, as pairs."""
    load = Counter(reader for _application, reader in problem.kept)
    ways = []
    for paper in problem.applications:
        has = {reader for application, reader in problem.kept if application == paper.id}
        may = [
            reader.id
            for reader in problem.readers
            if reader.id not in has and barrier(problem, paper, reader=reader) is None
        ]
        missing = max(0, problem.reads_each - len(has))
        ways.append(
            [[(paper.id, reader) for reader in some] for some in combinations(may, missing)]
        )
    for chosen in product(*ways):
        pairs = frozenset(pair for some in chosen for pair in some)
        given = Counter(reader for _application, reader in pairs)
        if all(
            load[r.id] + given[r.id] >= r.least and given[r.id] <= max(0, r.most - load[r.id])
            for r in problem.readers
        ):
            yield pairs


def is_joined(problem: Problem, pairs) -> bool:
    ids = [paper.id for paper in problem.applications]
    return len(components(ids, pairs=pairs | problem.kept)) <= 1


def worth(problem: Problem, pairs) -> tuple[int, int]:
    """The lowest affinity and the sum, as plans are compared."""
    papers = {paper.id: paper for paper in problem.applications}
    readers = {reader.id: reader for reader in problem.readers}
    each = [affinity(papers[a], readers[r]) for a, r in pairs]
    return min(each, default=0), sum(each)


def best_worth(problem: Problem) -> tuple[int, int] | None:
    """Of the best plan, found by trying all; None when there is none."""
    plans = possible_plans(problem)
    return max(
        (worth(problem, p) for p in plans if not problem.connected or is_joined(problem, p)),
        default=None,
    )


def shuffled(problem: Problem, *, seed: int = 0) -> Problem:
    random = Random(seed)
    papers, readers = list(problem.applications), list(problem.readers)
    random.shuffle(papers)
    random.shuffle(readers)
    return Problem(
        tuple(papers),
        tuple(readers),
        reads_each=problem.reads_each,
        conflicts=problem.conflicts,
        kept=problem.kept,
        late=problem.late,
        connected=problem.connected,
        seed=problem.seed,
    )


def intake(applications: int, readers: int, *, clusters: int = 1, seed: int = 1) -> Problem:
    """A round like those of the hub: three reads each, readers with a tenth to spare."""
    random = Random(seed)
    most = applications * 3 * 11 // 10 // readers + 1
    return Problem(
        tuple(
            Paper(
                f"A-{n:04}",
                topics=frozenset(_topics(n, random, clusters=clusters)),
                languages=frozenset(random.sample(["id", "en"], random.choice([1, 1, 2]))),
            )
            for n in range(applications)
        ),
        tuple(
            Reader(
                f"R-{n:03}",
                most=most,
                least=most // 2,
                expertise=frozenset(_topics(n, random, clusters=clusters)),
                languages=frozenset(["id", "en"]),
            )
            for n in range(readers)
        ),
        reads_each=3,
        conflicts=frozenset(
            (f"A-{random.randrange(applications):04}", f"R-{random.randrange(readers):03}")
            for _ in range(applications // 4)
        ),
    )


def keeps_every_rule(problem: Problem, plan: Plan) -> bool:
    papers = {paper.id: paper for paper in problem.applications}
    readers = {reader.id: reader for reader in problem.readers}
    reads = Counter(read.application for read in plan.reads)
    return (
        problem.kept == {(r.application, r.reader) for r in plan.reads if r.kept}
        and all(reads[id_] == problem.reads_each for id_ in papers)
        and all(r.least <= plan.loads.get(r.id, 0) <= r.most for r in problem.readers)
        and len(plan.pairs) == len(plan.reads)
        and all(
            barrier(problem, papers[r.application], reader=readers[r.reader]) is None
            for r in plan.new
        )
    )


def _topics(number: int, random: Random, *, clusters: int) -> list[str]:
    """Those of one cluster only know each other's words."""
    own = number % clusters
    return [f"{own}-{random.randrange(6)}" for _ in range(4)]
