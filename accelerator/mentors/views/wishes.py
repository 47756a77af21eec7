"""Private words: a mentor about startups, a startup about mentors. And what a startup needs."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.errors import ChangedMeanwhile, NotNow
from accelerator.mentors.forms.fields import topic_groups
from accelerator.mentors.forms.wishing import NeedsForm, WishesForm
from accelerator.mentors.permissions import can_see_hours, can_wish
from accelerator.mentors.queries.mentors import mentoring_of, wish_of, words_of
from accelerator.mentors.queries.own import places_of_person
from accelerator.mentors.queries.wishes import mentors_to_rank, startups_to_rank
from accelerator.mentors.services import say_needs, say_wishes
from accelerator.mentors.services.wishing import Teller
from accelerator.mentors.views.blueprint import bp
from accelerator.mentors.views.saying import hours_said, named, pairs_url
from accelerator.participations.models import Participation
from accelerator.participations.queries.startups import get_participation
from accelerator.vocabulary.topics import Topic
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

STARTUP = "/participations/<uuid:participation_id>/mentoring"


@bp.route("/mentoring/places/<uuid:places_id>/wishes", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def wishes(places_id: UUID) -> ResponseReturnValue:
    """A mentor's about the startups of a cohort."""
    person = signed_in_person()
    said = places_of_person(places_id, person)
    others = startups_to_rank(said.cohort, said.mentor)
    words = words_of(said.cohort, mentor=said.mentor)
    form = WishesForm.of(words, others=[each.startup.id for each in others])
    teller = Teller(said.cohort, mentor=said.mentor)
    if form.validate_on_submit() and _said(teller, form, by=person):
        return redirect(url_for(".wishes", places_id=said.id))
    shown = render_template(
        "accelerator/mentors/wishes.html",
        said=said,
        others=others,
        form=form,
        mentoring=mentoring_of(said.cohort),
        named=named,
    )
    return shown, 422 if form.is_submitted() else 200


@bp.route(f"{STARTUP}/mentors", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def choose_mentors(participation_id: UUID) -> ResponseReturnValue:
    """A startup's about the mentors of its cohort: whoever leads it."""
    person = signed_in_person()
    participation = _led(participation_id, person)
    cohort, startup = participation.cohort, participation.startup
    others = mentors_to_rank(cohort, startup)
    words = words_of(cohort, startup=startup)
    form = WishesForm.of(words, others=[each.id for each in others])
    if form.validate_on_submit() and _said(Teller(cohort, startup=startup), form, by=person):
        return redirect(url_for(".choose_mentors", participation_id=participation.id))
    shown = render_template(
        "accelerator/mentors/choose.html",
        participation=participation,
        others=others,
        form=form,
        mentoring=mentoring_of(cohort),
        say={"named": named, "hours": hours_said},
        pairs_url=pairs_url(),
    )
    return shown, 422 if form.is_submitted() else 200


@bp.route(STARTUP, methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def needs(participation_id: UUID) -> ResponseReturnValue:
    """What a startup needs: its people and staff see it, whoever leads it says it."""
    person = signed_in_person()
    participation = get_participation(participation_id, seen_by=person)
    form = NeedsForm.of(wish_of(participation.cohort, participation.startup))
    if form.validate_on_submit() and _needs_kept(participation, form, by=person):
        flash(_("Thank you. Mentors can be found for this now."), "ok")
        return redirect(url_for(".needs", participation_id=participation.id))
    shown = _needs_page(participation, form, person=person)
    return shown, 422 if form.is_submitted() else 200


def _needs_page(participation: Participation, form: NeedsForm, *, person: User) -> str:
    cohort, startup = participation.cohort, participation.startup
    return render_template(
        "accelerator/mentors/needs.html",
        participation=participation,
        form=form,
        wish=wish_of(cohort, startup),
        mentoring=mentoring_of(cohort),
        groups=topic_groups(),
        topics={topic.value: named("topics", [topic])[0] for topic in Topic},
        decides=can_wish(person, cohort, startup=startup),
        is_member=can_see_hours(person, startup),
        pairs_url=pairs_url(),
    )


def _needs_kept(participation: Participation, form: NeedsForm, *, by: User) -> bool:
    try:
        with transaction():
            say_needs(
                participation.cohort,
                participation.startup,
                wish=form.wish(),
                by=by,
                version=form.expected or 0,
            )
    except Invalid as refusal:
        form.needs_errors = refusal.errors.get("needs", [])
        form.refuse_all(refusal)
        return False
    except (ChangedMeanwhile, NotNow) as refusal:
        form.form_errors = [*form.form_errors, str(refusal)]
        return False
    return True


def _said(teller: Teller, form: WishesForm, *, by: User) -> bool:
    try:
        with transaction():
            say_wishes(teller, form.ranking(), never=form.crossed, by=by)
    except (Invalid, NotNow) as refusal:
        errors = getattr(refusal, "errors", {}).get("ranking")
        form.errors_of_all = errors or [str(refusal)]
        return False
    flash(_("Saved. Nobody but you sees it."), "ok")
    return True


def _led(participation_id: UUID, person: User) -> Participation:
    """Raises: NotFound; NotAllowed for members who do not lead the startup."""
    participation = get_participation(participation_id, seen_by=person)
    if not can_wish(person, participation.cohort, startup=participation.startup):
        raise NotAllowed(_("Only whoever leads the startup sees and changes this."))
    return participation
