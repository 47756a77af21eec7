"""What mentors and organisations give, and the terms of a cohort."""

from datetime import date
from typing import Any

from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.mentors.models import Mentoring
from accelerator.mentors.rules.terms import DEFAULT_WEIGHTS, WHOLE
from accelerator.mentors.services.giving import MOST_PLACES, Terms
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm, VersionedForm
from hub.web.words import WordsField

#: As `accelerator.matching.names.PARTS`, which lies on a higher floor.
PARTS: dict[str, Any] = {
    "expertise": _l("Expertise for need"),
    "sector": _l("Sector"),
    "stage": _l("Stage"),
    "dimension": _l("Smart-city dimension"),
    "language": _l("Language"),
    "hours": _l("Hours in common"),
    "feedback": _l("How meetings went"),
    "startup_ranking": _l("The startup's own ranking"),
    "mentor_ranking": _l("The mentor's own ranking"),
}


class AnswerForm(VersionedForm):
    places = IntegerField(
        _l("For how many startups"), [InputRequired(), NumberRange(0, MOST_PLACES)]
    )
    note = StringField(_l("Note for the programme"), [Optional(), Length(max=500)])


class AskForm(HubForm):
    cohort = SelectField(_l("Cohort"), [InputRequired()])
    places = IntegerField(
        _l("For how many startups"), [InputRequired(), NumberRange(1, MOST_PLACES)], default=1
    )

    def offer(self, cohorts: list[tuple[str, str]]) -> None:
        self.cohort.choices = options(cohorts)


class OrganisationPlacesForm(HubForm):
    places = IntegerField(
        _l("Places together"), [InputRequired(), NumberRange(0, MOST_PLACES * 10)]
    )


def _whole(label: Any, between: tuple[int, int], *, hint: Any = "") -> IntegerField:
    return IntegerField(label, [InputRequired(), NumberRange(*between)], description=hint)


class TermsForm(VersionedForm):
    least = _whole(_l("At least"), (0, MOST_PLACES))
    most = _whole(_l("At most"), (1, MOST_PLACES))
    most_of_one_organisation = _whole(
        _l("Of one organisation"), (1, MOST_PLACES),
        hint=_l("Mentors of the same organisation for one startup."),
    )  # fmt: skip
    least_minutes = _whole(
        _l("Minutes in common, at least"), (0, 2400), hint=_l("A week. With fewer, no pair.")
    )
    target_minutes = _whole(
        _l("Minutes that are enough"), (0, 2400), hint=_l("A week. More is no better.")
    )
    floor_percent = _whole(
        _l("Floor in percent"), (0, 100),
        hint=_l("How near the worst-off startup is lifted to the best it can reach."),
    )  # fmt: skip
    kept_bonus = _whole(
        _l("Bonus for pairs that stand"), (0, 10_000), hint=_l("Of 10,000, the best fit there is.")
    )
    answer_hours = _whole(_l("Hours to say yes or no"), (1, 720))
    notice_hours = _whole(_l("Notice for a session, in hours"), (0, 336))
    wishes_until = DateField(
        _l("Wishes until"), [Optional()],
        description=_l("Until then startups say what they need, and both sides rank each other."),
    )  # fmt: skip
    weight_expertise = _whole(PARTS["expertise"], (0, WHOLE))
    weight_sector = _whole(PARTS["sector"], (0, WHOLE))
    weight_stage = _whole(PARTS["stage"], (0, WHOLE))
    weight_dimension = _whole(PARTS["dimension"], (0, WHOLE))
    weight_language = _whole(PARTS["language"], (0, WHOLE))
    weight_hours = _whole(PARTS["hours"], (0, WHOLE))
    weight_feedback = _whole(PARTS["feedback"], (0, WHOLE))
    weight_startup_ranking = _whole(PARTS["startup_ranking"], (0, WHOLE))
    weight_mentor_ranking = _whole(PARTS["mentor_ranking"], (0, WHOLE))
    code = WordsField(_l("Code of conduct"), longest=6000, rows=8)

    #: Above the weights, when they do not sum up.
    weights_errors: list[str]

    @classmethod
    def of(cls, mentoring: Mentoring) -> "TermsForm":
        weights = {f"weight_{part}": mentoring.weights.get(part, 0) for part in DEFAULT_WEIGHTS}
        form = cls(obj=mentoring, data={**weights, "version": str(mentoring.version)})
        form.weights_errors = []
        return form

    @property
    def weights(self) -> list[Any]:
        return [self[f"weight_{part}"] for part in DEFAULT_WEIGHTS]

    @property
    def weights_sum(self) -> int:
        return sum(field.data or 0 for field in self.weights)

    def terms(self) -> Terms:
        numbers = (
            "least", "most", "most_of_one_organisation", "least_minutes", "target_minutes",
            "floor_percent", "kept_bonus", "answer_hours", "notice_hours",
        )  # fmt: skip
        until: date | None = self.wishes_until.data
        return Terms(
            **{name: self[name].data or 0 for name in numbers},
            wishes_until=until,
            weights={part: self[f"weight_{part}"].data or 0 for part in DEFAULT_WEIGHTS},
            code=self.code.data,
        )
