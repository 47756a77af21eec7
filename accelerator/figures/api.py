"""Figures by API: for a cohort's staff in full, for everybody without small groups."""

from uuid import UUID

from accelerator.figures.queries.funnel import cases_in
from accelerator.figures.queries.readers import reader_rows
from accelerator.figures.queries.sheets import columns_of, rows_after
from accelerator.figures.queries.told import public_funnel
from accelerator.figures.rules.funnel import funnel
from accelerator.figures.schemas import (
    FiguresAsked,
    FunnelShown,
    ReaderLoadShown,
    SheetRowShown,
    SheetShown,
)
from accelerator.programmes.queries import cohort_shown_to, managed_cohort
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, ListShown, Paged

endpoints = Endpoints(
    "Figures",
    "How many came how far. In public once the teams have been told, and never a group so small"
    " that it could point at somebody.",
)
MANAGE, STAFF = "programmes:manage", Audience.STAFF
FIGURES = "/cohorts/<uuid:cohort_id>/figures"


@endpoints.serves(
    Endpoint(
        "GET",
        f"{FIGURES}/public",
        "The funnel of a call, as everybody may see it",
        answers=FunnelShown,
        query=FiguresAsked,
        refuses=(NotFound,),
    )
)
def public_figures(cohort_id: UUID, query: FiguresAsked) -> FunnelShown:
    found = cohort_shown_to(cohort_id, signed_in_person())
    return FunnelShown.of(public_funnel(found, query.by.value), query.by)


@endpoints.serves(
    Endpoint(
        "GET",
        FIGURES,
        "The funnel of a cohort, in full",
        answers=FunnelShown,
        audience=STAFF,
        permission=MANAGE,
        query=FiguresAsked,
        refuses=(NotFound,),
        note="What you have a conflict of interest with is not counted.",
    )
)
def cohort_figures(cohort_id: UUID, query: FiguresAsked) -> FunnelShown:
    person = signed_in_person()
    cases = cases_in(managed_cohort(cohort_id, by=person), seen_by=person)
    return FunnelShown.of(funnel(cases, query.by.value), query.by)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{FIGURES}/readers",
        "How much reviewers have read, and how they agree, by name",
        answers=ListShown[ReaderLoadShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="All of them at once. Agreement is that of the newest reading round.",
    )
)
def reader_figures(cohort_id: UUID) -> ListShown[ReaderLoadShown]:
    person = signed_in_person()
    rows = reader_rows(managed_cohort(cohort_id, by=person), person)
    return ListShown(items=[ReaderLoadShown.of(row) for row in rows])


@endpoints.serves(
    Endpoint(
        "GET",
        f"{FIGURES}/applications",
        "A cohort's applications with their answers, as a table to keep",
        answers=SheetShown,
        audience=STAFF,
        permission=MANAGE,
        query=Paged,
        refuses=(NotFound,),
        note="By number. Of a draft there are no answers: they are its team's until it is handed"
        " in. The page gives the same table as a file (CSV, XLSX, JSON).",
    )
)
def application_sheet(cohort_id: UUID, query: Paged) -> SheetShown:
    person = signed_in_person()
    found = managed_cohort(cohort_id, by=person)
    columns = columns_of(found)
    page = rows_after(found, seen_by=person, cursor=query.cursor, limit=query.limit)
    items = [SheetRowShown.of(columns, row) for row in page.items]
    return SheetShown(items=items, next=page.next, columns=columns)
