"""May we apply? Two minutes of questions before anything else, then for which startup."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.applications import passing, services
from accelerator.applications.errors import AlreadyApplied, NotEligible
from accelerator.applications.forms.applying import NEW, StartupForm
from accelerator.applications.models import Application
from accelerator.applications.queries import begun_by, form_of
from accelerator.applications.views.blueprint import bp
from accelerator.forms import queries as forms
from accelerator.forms.rules import (
    AnswerRefused,
    Definition,
    Question,
    from_form,
    keep,
    section_shown,
    visible_gate,
)
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import cohort_called, intake
from accelerator.programmes.rules.intake import IntakeState
from accelerator.startups.queries import startups_led_by
from accelerator.startups.services import make_startup, startup_of
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.web.access import Audience, open_to

OPEN = (IntakeState.OPEN, IntakeState.GRACE)


@bp.route("/calls/<slug>/apply", methods=["GET", "POST"])
@open_to(Audience.EVERYONE)
def start(slug: str) -> ResponseReturnValue:
    """The gate. Who is refused is told why, and nothing of it is kept."""
    cohort = cohort_called(slug, seen_by=person_or_none())
    if intake(cohort) not in OPEN:
        return render_template("accelerator/applications/not_open.html", cohort=cohort)
    definition = forms.definition_of(form_of(cohort))
    if not definition.gate.questions:
        passing.remember(cohort, {})
        return redirect(url_for(".choose", slug=slug))
    if request.method == "GET":
        return _gate(cohort, definition, answers=passing.passed().get(slug, {}))
    return _answered(cohort, definition)


@bp.route("/calls/<slug>/apply/startup", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def choose(slug: str) -> ResponseReturnValue:
    """For which startup; then the draft begins."""
    person = signed_in_person()
    cohort = cohort_called(slug, seen_by=person)
    if slug not in passing.passed() or intake(cohort) not in OPEN:
        return redirect(url_for(".start", slug=slug))
    form = StartupForm()
    form.offer(startups_led_by(person))
    if form.validate_on_submit():
        try:
            return _begun(cohort, form)
        except NotEligible:
            return redirect(url_for(".start", slug=slug))
        except AlreadyApplied as there:
            return _led_there(there)
        except Invalid as refusal:
            form.refuse_all(refusal)
    return _choose_page(cohort, form)


def _choose_page(cohort: Cohort, form: StartupForm) -> ResponseReturnValue:
    page = render_template(
        "accelerator/applications/choose.html",
        cohort=cohort,
        form=form,
        begun=begun_by(signed_in_person(), cohort),
    )
    return page, 422 if form.errors else 200


def _answered(cohort: Cohort, definition: Definition) -> ResponseReturnValue:
    """Files and essays have no place in a gate, so everything fits into a cookie."""
    gate = {question.key: question for question in definition.gate.questions}
    given = from_form(definition, request.form, only=gate)
    answers = {key: _storable(gate[key], value) for key, value in given.items()}
    try:
        kept = services.check_gate(definition, answers)
    except NotEligible as refusal:
        return render_template(
            "accelerator/applications/refused.html", cohort=cohort, reasons=refusal.reasons
        )
    except Invalid as refusal:
        errors = {key: reasons[0] for key, reasons in refusal.errors.items()}
        return _gate(cohort, definition, answers=answers, errors=errors)
    passing.remember(cohort, kept)
    if person_or_none() is None:
        flash(_("You may apply. Sign in or make an account, and your draft begins."), "ok")
    return redirect(url_for(".choose", slug=cohort.slug))


def _storable(question: Question, value: Any) -> Any:
    try:
        return keep(question, value)
    except AnswerRefused:
        return None


def _gate(
    cohort: Cohort,
    definition: Definition,
    *,
    answers: dict[str, Any],
    errors: dict[str, str] | None = None,
) -> ResponseReturnValue:
    person = person_or_none()
    page = render_template(
        "accelerator/applications/start.html",
        cohort=cohort,
        gate=section_shown(visible_gate(definition, answers)),
        answers=answers,
        errors=errors or {},
        begun=begun_by(person, cohort) if person else [],
    )
    return page, 422 if errors else 200


def _begun(cohort: Cohort, form: StartupForm) -> ResponseReturnValue:
    person = signed_in_person()
    led = {str(each.id): each for each in startups_led_by(person)}
    with transaction():
        startup = (
            make_startup(name=form.name.data or "", by=person)
            if form.startup.data == NEW
            else startup_of(led[form.startup.data])
        )
        gate = passing.passed().get(cohort.slug, {})
        application = services.begin(
            cohort, startup=startup, gate=gate, by=person, language=language()
        )
    passing.forget(cohort)
    flash(_("Your draft has begun. It is saved as you go."), "ok")
    return redirect(_on(application))


def _led_there(there: AlreadyApplied) -> ResponseReturnValue:
    flash(str(there), "info")
    return redirect(url_for(".show", application_id=there.details["application"]))


def _on(application: Application) -> str:
    return url_for(".go_on", application_id=application.id)
