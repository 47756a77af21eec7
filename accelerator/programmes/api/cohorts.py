"""Cohorts: read by everybody, planned and moved on by their managers."""

from dataclasses import replace
from uuid import UUID

from accelerator.forms import queries as forms
from accelerator.programmes import queries, services
from accelerator.programmes.api.groups import (
    ADMIN,
    MANAGE,
    ONE_COHORT,
    ONE_PROGRAMME,
    STAFF,
    endpoints,
)
from accelerator.programmes.errors import NotNow, SayingWhy, SlugTaken
from accelerator.programmes.models import Cohort, Programme
from accelerator.programmes.rules.dates import Dates
from accelerator.programmes.schemas import (
    CohortChange,
    CohortInFullShown,
    CohortsAsked,
    CohortShown,
    DatesChange,
    FormMeant,
    NewCohort,
    PhaseMeant,
)
from accelerator.programmes.services import CohortDraft
from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.local_times import NoSuchTime, TimeHappensTwice
from hub.core.walltime import to_wall
from hub.web.api import Endpoint, ListShown, expect_version


@endpoints.serves(
    Endpoint(
        "GET",
        "/cohorts",
        "Cohorts, the latest deadline first",
        answers=ListShown[CohortShown],
        query=CohortsAsked,
        note="Those whose call is published, and drafts of programmes that you manage.",
    )
)
def cohorts(query: CohortsAsked) -> ListShown[CohortShown]:
    page = queries.cohorts(
        signed_in_person(), programme_id=query.programme, cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[CohortShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        ONE_COHORT,
        "One cohort",
        answers=CohortInFullShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def cohort(cohort_id: UUID) -> CohortInFullShown:
    return CohortInFullShown.of(queries.cohort_shown_to(cohort_id, signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE_PROGRAMME}/cohorts",
        "Make a cohort",
        answers=CohortInFullShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewCohort,
        refuses=(NotFound, SlugTaken, NoSuchTime, TimeHappensTwice),
        location="/cohorts/{id}",
        note="As a draft.",
    )
)
def make_cohort(programme_id: UUID, body: NewCohort) -> CohortInFullShown:
    by = signed_in_person()
    programme = queries.managed_programme(programme_id, by=by)
    dates = body.walls().in_zone(programme.zone)
    like = _like(programme, body.like)
    draft = _draft(body, like=like, dates=dates)
    made = services.make_cohort(programme, draft, dates=dates, by=by, like=like)
    return CohortInFullShown.of(made)


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE_COHORT,
        "Change what a cohort says",
        answers=CohortInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=CohortChange,
        refuses=(NotFound, SlugTaken, Conflict),
        versioned=True,
        note="Texts, places, questions and answers, timeline, agreement. Lists are replaced whole.",
    )
)
def change_cohort(cohort_id: UUID, body: CohortChange) -> CohortInFullShown:
    found = _seen(cohort_id)
    draft = replace(services.draft_of(found), **body.given())
    services.change_cohort(found, draft, by=signed_in_person())
    return CohortInFullShown.of(found)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE_COHORT}/dates",
        "Plan a cohort's dates",
        answers=CohortInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=DatesChange,
        refuses=(NotFound, SayingWhy, NoSuchTime, TimeHappensTwice),
        versioned=True,
        note="All of them; what is left away is not planned. Where applicants would have less time "
        "than they count on, confirm it and say why.",
    )
)
def plan_cohort_dates(cohort_id: UUID, body: DatesChange) -> CohortInFullShown:
    found = _seen(cohort_id)
    dates = body.walls().in_zone(found.zone)
    services.change_dates(found, dates, by=signed_in_person(), saying=body.saying())
    return CohortInFullShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE_COHORT}/phase",
        "Move a cohort on",
        answers=CohortInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=PhaseMeant,
        refuses=(NotFound, NotNow),
        versioned=True,
        note="One step at a time. `reasons` of a refusal are all that stands in the way.",
    )
)
def move_cohort(cohort_id: UUID, body: PhaseMeant) -> CohortInFullShown:
    found = _seen(cohort_id)
    services.move_phase(found, body.phase, by=signed_in_person(), reason=body.reason)
    return CohortInFullShown.of(found)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE_COHORT}/form",
        "Choose what a cohort asks",
        answers=CohortInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=FormMeant,
        refuses=(NotFound, Conflict),
        versioned=True,
        note="A form of its programme; or with `template` a new one, which a draft asks at once.",
    )
)
def choose_cohort_form(cohort_id: UUID, body: FormMeant) -> CohortInFullShown:
    found, by = _seen(cohort_id), signed_in_person()
    if (body.form is None) is (body.template == ""):
        message = _("Please name a form or a template, one of the two.")
        raise Invalid(message, errors={"form": [message]})
    if body.form is None:
        services.begin_form(found, body.template, by=by)
    else:
        services.choose_form(found, forms.get_form(body.form, seen_by=by), by=by)
    return CohortInFullShown.of(found)


def _seen(cohort_id: UUID) -> Cohort:
    """The cohort in the version that the caller saw, kept from others until we are done."""
    found = queries.managed_cohort(cohort_id, by=signed_in_person())
    lock(found)
    expect_version(found.version)
    return found


def _like(programme: Programme, cohort_id: UUID | None) -> Cohort | None:
    if cohort_id is None:
        return None
    for each in programme.cohorts:
        if each.id == cohort_id:
            return each
    message = _("There is no such cohort in this programme.")
    raise Invalid(message, errors={"like": [message]})


def _draft(body: NewCohort, *, like: Cohort | None, dates: Dates) -> CohortDraft:
    if like is None:
        return body.draft()
    opening = to_wall(dates.opens_at, like.zone).date()
    copied, _its_dates = services.copy_of(like, opening_on=opening)
    return replace(copied, name=body.name, slug=body.slug, seats=body.seats)
