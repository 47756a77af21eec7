"""What publishing a proposal would do, counted before it is done."""

from dataclasses import dataclass

from accelerator.matching import emails
from accelerator.matching.models import Matching, Pairing, ProposedPair
from accelerator.matching.queries.pairings import live_in
from accelerator.matching.queries.proposals import pairs_of
from accelerator.mentors.models import Mentoring
from accelerator.mentors.queries.mentors import get_mentoring


@dataclass(frozen=True)
class Publication:
    """`new` pairs are asked, `known` ones know already; `left` stand and are not in the proposal:
    they stay."""

    new: list[ProposedPair]
    known: int
    left: list[Pairing]
    people: list[str]
    mails: int
    mentoring: Mentoring


def publication(matching: Matching) -> Publication:
    live = {(p.startup_id, p.mentor_id): p for p in live_in(matching.cohort)}
    pairs = {(p.startup_id, p.mentor_id): p for p in pairs_of(matching)}
    inside = {each["id"] for each in matching.problem["startups"]}
    new = [pair for key, pair in pairs.items() if key not in live]
    people = emails.who_is_asked(new)
    return Publication(
        new=sorted(new, key=lambda each: (each.startup.name, -each.fit)),
        known=len(pairs) - len(new),
        left=[p for key, p in live.items() if key not in pairs and str(p.startup_id) in inside],
        people=sorted({person.name for person in people}),
        mails=len(people),
        mentoring=get_mentoring(matching.cohort),
    )
