"""What a manager sees of one cohort first: its numbers, what is missing, what to do next.

Numbers of applications, reads and places belong to the floors above, which register how they count
(`let_count`) and what they advise (`let_advise`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from accelerator.forms import queries as forms
from accelerator.forms.models import FormVersion
from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.queries.calls import intake
from accelerator.programmes.rules.intake import IntakeState
from accelerator.vocabulary.words import missing_languages
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.i18n import LANGUAGE_NAMES, LANGUAGES
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l


@dataclass(frozen=True)
class Tile:
    """A number with what it counts; `endpoint` is where it was counted from, with the cohort's id
    and `values` as its address."""

    value: int | str
    label: Any
    endpoint: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Advice:
    """What to do next, with the page where one does it."""

    sentence: str
    label: str = ""
    endpoint: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Missing:
    """A text that is not there in some languages. `where` is the endpoint that changes it."""

    label: str
    languages: list[str]
    where: str

    @property
    def named(self) -> str:
        return ", ".join(LANGUAGE_NAMES[code] for code in self.languages)


#: What goes on in a phase, and the page where. Endpoints of floors above, shown once they exist.
_IN_PHASE: dict[Phase, tuple[Any, Any, str, dict[str, Any]]] = {
    Phase.REVIEW: (
        _l("Applications are being read: see the rounds, and who has still to read."),
        _l("To the rounds"),
        "reviews.rounds",
        {},
    ),
    Phase.SELECTION: (
        _l("Decide in the meeting; nobody is told before a release."),
        _l("To the decisions"),
        "selection.cohort",
        {},
    ),
    Phase.ANNOUNCED: (
        _l("Decisions are out: begin the programme once the places are taken."),
        _l("Begin the programme"),
        "programmes.move",
        {"to": Phase.RUNNING.value},
    ),
    Phase.RUNNING: (
        _l("The programme runs: see what its startups report."),
        _l("To the startups"),
        "participations.cohort",
        {},
    ),
}
Counting = Callable[[Cohort, User], Iterable[Tile]]
Advising = Callable[[Cohort, User], Iterable[Advice]]
_countings: dict[str, Counting] = {}
_advisings: dict[str, Advising] = {}


def let_count(name: str, counting: Counting) -> None:
    """Register tiles of the overview; `name` is the capability's. In the order of registration.
    What somebody may not see (a conflict) is not to be counted for them."""
    _countings[name] = counting


def let_advise(name: str, advising: Advising) -> None:
    """Register what else may be next to do."""
    _advisings[name] = advising


def tiles(cohort: Cohort, person: User) -> list[Tile]:
    return [tile for counting in _countings.values() for tile in counting(cohort, person)]


def next_steps(cohort: Cohort, person: User) -> list[Advice]:
    """The first is what to do now."""
    own = [*_before_publishing(cohort), *_after_publishing(cohort)]
    return own + [each for advising in _advisings.values() for each in advising(cohort, person)]


def live_version(cohort: Cohort) -> FormVersion | None:
    """The questions that a new application would be asked."""
    return forms.live_version(cohort.form) if cohort.form else None


_TEXTS = (
    ("name", _l("Name"), "programmes.edit_cohort"),
    ("tagline", _l("Tagline"), "programmes.edit_cohort"),
    ("about", _l("What you get"), "programmes.edit_cohort"),
    ("eligibility", _l("Who may apply"), "programmes.edit_cohort"),
    ("agreement", _l("Agreement"), "programmes.cohort_agreement"),
)


def missing_texts(cohort: Cohort) -> list[Missing]:
    """What a reader of some language would get in another."""
    found = [
        Missing(str(label), missing, where)
        for name, label, where in _TEXTS
        if (missing := missing_languages(getattr(cohort, name)))
    ]
    lists = (
        (cohort.faq, ("question", "answer"), _("Questions and answers"), "programmes.cohort_faq"),
        (cohort.timeline, ("title", "note"), _("Timeline"), "programmes.cohort_timeline"),
    )
    for entries, parts, label, where in lists:
        lacking = {c for e in entries for part in parts for c in missing_languages(e.get(part))}
        if lacking:
            found.append(Missing(label, [c for c in LANGUAGES if c in lacking], where))
    return found


def _before_publishing(cohort: Cohort) -> Iterable[Advice]:
    if cohort.phase not in (Phase.DRAFT, Phase.PUBLISHED):
        return
    if cohort.form_id is None:
        sentence = _("No form yet: choose what applicants are asked.")
        yield Advice(sentence, _("Choose a form"), "programmes.cohort_form")
    elif live_version(cohort) is None:
        sentence = _("The form is a draft: look it through and publish it.")
        yield Advice(sentence, _("Open the form"), "programmes.cohort_form")
    if cohort.programme.published_at is None:
        yield Advice(
            _("The programme itself is not published yet, so nobody would find the call."),
            _("Open the programme"),
            "programmes.programme",
            {"programme_id": cohort.programme_id, "cohort_id": None},
        )
    if not cohort.eligibility:
        sentence = _("Nothing says yet who may apply.")
        yield Advice(sentence, _("Write it"), "programmes.edit_cohort")
    if cohort.phase is Phase.DRAFT and cohort.form_id and live_version(cohort):
        sentence = _("Everything is in place: publish the call when you are.")
        yield Advice(sentence, _("Publish"), "programmes.move", {"to": Phase.PUBLISHED.value})


def _after_publishing(cohort: Cohort) -> Iterable[Advice]:
    if cohort.phase is Phase.PUBLISHED and intake(cohort, now()) is IntakeState.CLOSED:
        sentence = _("The call is closed: screen what came in, then begin the review.")
        yield Advice(sentence, _("Begin the review"), "programmes.move", {"to": "review"})
    if cohort.phase in _IN_PHASE:
        said, label, endpoint, values = _IN_PHASE[cohort.phase]
        yield Advice(str(said), str(label), endpoint, values)
