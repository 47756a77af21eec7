"""Who is who in a proposal: rows and names behind its ids, in a few questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.matching.models import Matching
from accelerator.matching.wording import Names
from accelerator.mentors.models import Mentor, MentoringWish
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import label_of
from accelerator.vocabulary.topics import Topic
from hub.core.database import db
from hub.organisations.models import Organisation


@dataclass(frozen=True)
class Cast:
    """By id as text. `wishes` by startup: what it needs now."""

    startups: dict[str, Startup]
    mentors: dict[str, Mentor]
    organisations: dict[str, str]
    wishes: dict[str, MentoringWish]

    @cached_property
    def names(self) -> Names:
        return Names(
            {id_: each.name for id_, each in self.startups.items()},
            {id_: each.name for id_, each in self.mentors.items()},
            self.organisations,
        )

    def needs(self, startup_id: str) -> list[str]:
        """In words, the most pressing first."""
        wish = self.wishes.get(startup_id)
        return [label_of(Topic, need["topic"]) for need in wish.needs] if wish else []

    def in_common(self, startup_id: str, mentor_id: str) -> list[str]:
        """Codes of the languages that both work in."""
        wish = self.wishes.get(startup_id)
        theirs = set(self.mentors[mentor_id].languages)
        return [code for code in wish.languages if code in theirs] if wish else []


def cast_of(matching: Matching) -> Cast:
    problem: dict[str, Any] = matching.problem
    return cast(
        matching.cohort_id,
        startups={UUID(each["id"]) for each in problem["startups"]},
        mentors={UUID(each["id"]) for each in problem["mentors"]},
        organisations={UUID(each["id"]) for each in problem["organisations"]},
    )


def cast(
    cohort_id: UUID,
    *,
    startups: Iterable[UUID],
    mentors: Iterable[UUID],
    organisations: Iterable[UUID],
) -> Cast:
    startup_ids = list(startups)
    named = select(Organisation.id, Organisation.name)
    wishes = select(MentoringWish).where(
        MentoringWish.cohort_id == cohort_id, MentoringWish.startup_id.in_(startup_ids)
    )
    rows = db.session.scalars(select(Startup).where(Startup.id.in_(startup_ids)))
    people = db.session.scalars(select(Mentor).where(Mentor.id.in_(list(mentors))))
    homes = db.session.execute(named.where(Organisation.id.in_(list(organisations))))
    return Cast(
        {str(each.id): each for each in rows},
        {str(each.id): each for each in people},
        {str(id_): name for id_, name in homes},
        {str(each.startup_id): each for each in db.session.scalars(wishes)},
    )
