"""Rankings by API, for the managers of a programme."""

from uuid import UUID

from accelerator.reviews.api.groups import ADMIN, MANAGE, ONE_ROUND, STAFF, round_of
from accelerator.reviews.api.groups import scores as endpoints
from accelerator.reviews.errors import RoundStands
from accelerator.reviews.models import Round
from accelerator.reviews.queries.fallen import fallen_out
from accelerator.reviews.queries.marks import marks_on, notes_on
from accelerator.reviews.queries.ranking import (
    Wanted,
    entered_application,
    get_run,
    inputs_of,
    left_out_for,
    outdated,
    ranked_applications,
    ranked_round,
    reader_names,
    runs_of,
)
from accelerator.reviews.rules.comparing import from_json
from accelerator.reviews.schemas.reading import NoteSaid, PanelNoteShown
from accelerator.reviews.schemas.scoring import (
    MarkShown,
    RankingAsked,
    RankingShown,
    RunMeant,
    RunShown,
)
from accelerator.reviews.services import discussion, scoring
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint, ListShown

ENTRY = f"{ONE_ROUND}/applications/<uuid:application_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        "/cohorts/<uuid:cohort_id>/ranking",
        "Who stands where, and how sure that is",
        answers=RankingShown,
        audience=STAFF,
        permission=MANAGE,
        query=RankingAsked,
        refuses=(NotFound, Invalid),
        note="The newest kept run, or the one asked for. With weights or seats: what they would"
        " make of the marks that are in, without keeping anything. Applications that you have a"
        " conflict with are left out of everything.",
    )
)
def cohort_ranking(cohort_id: UUID, query: RankingAsked) -> RankingShown:
    round_ = ranked_round(cohort_id, round_id=query.round, by=signed_in_person())
    return _ranking(round_, query)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE_ROUND}/score-runs",
        "The runs of the scores that are kept, the newest first",
        answers=ListShown[RunShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def score_runs(round_id: UUID) -> ListShown[RunShown]:
    round_, person = round_of(round_id), signed_in_person()
    runs = runs_of(round_, left_out_for(round_, person))
    old = outdated(inputs_of(round_, person), round_, runs=runs)
    return ListShown(items=[RunShown.of(run, outdated=run.number in old) for run in runs])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE_ROUND}/score-runs",
        "Reckon the scores anew, and keep them",
        answers=RunShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=RunMeant,
        refuses=(NotFound, Invalid),
        note="Where nothing has changed, the run that says so already is answered.",
    )
)
def make_score_run(round_id: UUID, body: RunMeant) -> RunShown:
    person = signed_in_person()
    run = scoring.reckon(round_of(round_id), by=person, wanted=body.wanted(), note=body.note)
    return RunShown.of(run)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ENTRY}/marks",
        "Every review that is in on one application",
        answers=ListShown[MarkShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def application_marks(round_id: UUID, application_id: UUID) -> ListShown[MarkShown]:
    round_ = round_of(round_id)
    application = entered_application(round_, application_id, by=signed_in_person())
    marks = marks_on(round_, application.id)
    return ListShown(items=[MarkShown.of(reviewer, mark) for reviewer, mark in marks])


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ENTRY}/notes",
        "What the panel says about one application",
        answers=ListShown[PanelNoteShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def application_notes(round_id: UUID, application_id: UUID) -> ListShown[PanelNoteShown]:
    round_ = round_of(round_id)
    application = entered_application(round_, application_id, by=signed_in_person())
    return ListShown(
        items=[PanelNoteShown.of(note) for note in notes_on(round_.id, application.id)]
    )


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ENTRY}/notes",
        "Say something to the panel, as the programme's staff",
        answers=PanelNoteShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NoteSaid,
        refuses=(NotFound, RoundStands),
    )
)
def add_application_note(round_id: UUID, application_id: UUID, *, body: NoteSaid) -> PanelNoteShown:
    person, round_ = signed_in_person(), round_of(round_id)
    application = entered_application(round_, application_id, by=person)
    return PanelNoteShown.of(discussion.note(round_, application, text=body.text, by=person))


def _ranking(round_: Round, query: RankingAsked) -> RankingShown:
    person = signed_in_person()
    left_out = left_out_for(round_, person)
    runs = runs_of(round_, left_out)
    kept = get_run(round_, query.run, left_out=left_out) if query.run else next(iter(runs), None)
    wanted = query.wanted()
    if query.asks:
        scoring.check(round_, wanted)
        kept = None
    elif kept is not None:
        wanted = Wanted(kept.weights, kept.seats)
    inputs = inputs_of(round_, person, wanted=wanted)
    scores = from_json(kept.result) if kept else inputs.reckoned()
    names = (
        ranked_applications([each.application for each in scores.applications]),
        reader_names([each.reader for each in scores.readers]),
    )
    fallen = fallen_out(round_, person)
    return RankingShown.of(scores, inputs, of=(round_, kept), names=names, fallen=fallen)
