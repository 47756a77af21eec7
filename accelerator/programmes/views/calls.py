"""A call as templates show it: its state, its deadline for this reader, and the time left."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, g, url_for

from accelerator.programmes.models import Cohort
from accelerator.programmes.names import INTAKE, lasting, until_words
from accelerator.programmes.queries import intake
from accelerator.programmes.rules.intake import IntakeState
from accelerator.vocabulary.words import in_words
from hub.core.clock import now
from hub.core.i18n import LANGUAGE_NAMES
from hub.web.templating import CITIES, HUB_NAME

#: Given by `accelerator.applications`; as long as it is not there, nobody can apply.
APPLY = "applications.start"


@dataclass(frozen=True)
class Countdown:
    """`until` is what is counted to; `sentence` has {time} where the time left goes."""

    until: datetime
    sentence: str
    said: str


@dataclass(frozen=True)
class Call:
    """One call for one reader. `there` is their zone, or the other city's while nobody knows them,
    with its name as `there_name`."""

    cohort: Cohort
    state: IntakeState
    label: str
    tone: str
    countdown: Countdown | None
    there: str | None
    there_name: str | None
    apply_url: str | None

    @property
    def name(self) -> str:
        return in_words(self.cohort.name)

    @property
    def languages(self) -> str:
        return ", ".join(LANGUAGE_NAMES[code] for code in self.cohort.languages)

    @property
    def structured(self) -> dict[str, str]:
        """For search engines, in the words of schema.org; as attributes, for no script stands in a
        page."""
        cohort = self.cohort
        told = {
            "applicationStartDate": cohort.opens_at,
            "applicationDeadline": cohort.closes_at,
            "startDate": cohort.starts_on,
            "endDate": cohort.ends_on,
        }
        dates = {name: value.isoformat() for name, value in told.items() if value}
        return {**dates, "maximumEnrollment": str(cohort.seats), "provider": HUB_NAME}

    @property
    def takes(self) -> bool:
        return self.state in (IntakeState.OPEN, IntakeState.GRACE)


def call_of(cohort: Cohort) -> Call:
    state = intake(cohort)
    label, tone = INTAKE[state]
    there, named = _elsewhere(cohort)
    return Call(
        cohort=cohort,
        state=state,
        label=str(label),
        tone=tone,
        countdown=_countdown(cohort, state),
        there=there,
        there_name=named,
        apply_url=_apply_url(cohort) if state in (IntakeState.OPEN, IntakeState.GRACE) else None,
    )


def _countdown(cohort: Cohort, state: IntakeState) -> Countdown | None:
    until = {
        IntakeState.UPCOMING: cohort.opens_at,
        IntakeState.OPEN: cohort.closes_at,
        IntakeState.GRACE: cohort.window.ends_at,
    }.get(state)
    if until is None or until <= now():  # a draft whose dates have passed
        return None
    sentence = until_words(state)
    return Countdown(until, sentence, sentence.format(time=lasting(until, now())))


def _elsewhere(cohort: Cohort) -> tuple[str | None, str | None]:
    person = g.get("shown_person")
    if person is not None:
        return person.zone, None
    for city, zone in CITIES:
        if zone != cohort.zone:
            return zone, city
    return None, None


def _apply_url(cohort: Cohort) -> str | None:
    known = APPLY in current_app.view_functions
    return url_for(APPLY, slug=cohort.slug) if known else None
