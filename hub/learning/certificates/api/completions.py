"""What completes a class, and who has completed it, by API."""

from uuid import UUID

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.learning.certificates.api.groups import MANAGE, RUN, STAFF, WRITES, endpoints
from hub.learning.certificates.errors import AlreadyIssued, ChangedMeanwhile, NotNow
from hub.learning.certificates.queries.certificates import newest_batch
from hub.learning.certificates.queries.completions import learners_of
from hub.learning.certificates.queries.finding import (
    completion_to_certify,
    own_standing,
    run_to_judge,
    run_to_keep,
)
from hub.learning.certificates.queries.inputs import steps_of
from hub.learning.certificates.queries.rules import rule_of
from hub.learning.certificates.queries.trained import trained_organisations
from hub.learning.certificates.schemas import (
    CertificateBatchShown,
    CertificateShown,
    CompletionRuleSet,
    CompletionRuleShown,
    CompletionShown,
    CompletionsLooked,
    LearnerCompletionShown,
    TrainedOrganisationShown,
    TrainedSought,
)
from hub.learning.certificates.services.completing import judge_all, set_rule
from hub.learning.certificates.services.issuing import ask_for_all, issue
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        f"{RUN}/completion",
        "What you still miss in a class",
        answers=CompletionShown,
        refuses=(NotFound,),
    )
)
def class_completion(run_id: UUID) -> CompletionShown:
    return CompletionShown.of(own_standing(run_id, signed_in_person()))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{RUN}/completions",
        "Who has completed a class",
        answers=ListShown[LearnerCompletionShown],
        refuses=(NotFound,),
        note="Everybody with a place, and who has completed it and left since. For those who teach"
        " the class.",
    )
)
def class_completions(run_id: UUID) -> ListShown[LearnerCompletionShown]:
    found = run_to_judge(run_id, by=signed_in_person())
    steps = steps_of(found)
    return ListShown(items=[LearnerCompletionShown.of(row, steps) for row in learners_of(found)])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{RUN}/completions/look",
        "Look who has completed a class",
        answers=CompletionsLooked,
        scope=WRITES,
        refuses=(NotFound, NotAllowed),
        note="It is looked at whenever something is done or counted; this is for a rule that was"
        " changed. Safe to repeat.",
    )
)
def look_for_completions(run_id: UUID) -> CompletionsLooked:
    person = signed_in_person()
    return CompletionsLooked(completed=len(judge_all(run_to_judge(run_id, by=person), by=person)))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{RUN}/completion-rule",
        "What completes a class",
        answers=CompletionRuleShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def completion_rule(run_id: UUID) -> CompletionRuleShown:
    found = run_to_keep(run_id, by=signed_in_person())
    kept = rule_of(found)
    if kept is None:
        raise NotFound(_("This class has no rule yet."))
    return CompletionRuleShown.of(kept, steps_of(found))


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{RUN}/completion-rule",
        "Say what completes a class",
        answers=CompletionRuleShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        body=CompletionRuleSet,
        refuses=(NotFound, NotAllowed, ChangedMeanwhile, Invalid),
        note="Who has completed the class under an earlier rule has completed it.",
    )
)
def set_completion_rule(run_id: UUID, *, body: CompletionRuleSet) -> CompletionRuleShown:
    person = signed_in_person()
    found = run_to_keep(run_id, by=person)
    kept = set_rule(found, body.rule, by=person, number=body.number)
    return CompletionRuleShown.of(kept, steps_of(found))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{RUN}/certificates",
        "How far the certificates of a class are",
        answers=CertificateBatchShown,
        refuses=(NotFound,),
    )
)
def class_certificates(run_id: UUID) -> CertificateBatchShown:
    batch = newest_batch(run_to_judge(run_id, by=signed_in_person()))
    if batch is None:
        raise NotFound(_("Nobody has asked for certificates of this class yet."))
    return CertificateBatchShown.of(batch)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{RUN}/certificates",
        "Issue certificates to all who have completed a class",
        answers=CertificateBatchShown,
        status=202,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotNow),
        note="A job makes them; asking again while it is at work changes nothing. Who has one, or"
        " had one that was revoked, gets no other.",
    )
)
def issue_class_certificates(run_id: UUID) -> CertificateBatchShown:
    person = signed_in_person()
    return CertificateBatchShown.of(ask_for_all(run_to_judge(run_id, by=person), by=person))


@endpoints.serves(
    Endpoint(
        "POST",
        "/completions/<uuid:completion_id>/certificate",
        "Issue the certificate of a completion",
        answers=CertificateShown,
        status=201,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotNow, AlreadyIssued),
        location="/certificates/{id}",
        note="Your own, or one of a class that you teach.",
    )
)
def issue_certificate(completion_id: UUID) -> CertificateShown:
    person = signed_in_person()
    return CertificateShown.of(issue(completion_to_certify(completion_id, by=person), by=person))


@endpoints.serves(
    Endpoint(
        "GET",
        "/trained-organisations",
        "Organisations that were trained",
        answers=ListShown[TrainedOrganisationShown],
        audience=STAFF,
        permission=MANAGE,
        query=TrainedSought,
        note="An organisation counts once somebody who learned for it has completed a course that"
        " trains organisations, wherever that person works now.",
    )
)
def trained(query: TrainedSought) -> ListShown[TrainedOrganisationShown]:
    rows = trained_organisations(signed_in_person(), query.kind)
    return ListShown(items=[TrainedOrganisationShown.of(row) for row in rows])
