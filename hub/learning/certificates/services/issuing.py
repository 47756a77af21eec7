"""Give certificates: one, or to all of a run by a job."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from accelerator.sessions.rules.thanks import LENGTH, grouped
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id, new_reference
from hub.history.services import record
from hub.learning.certificates import issuer, snapshots
from hub.learning.certificates.emails import certified
from hub.learning.certificates.errors import AlreadyIssued, NotNow
from hub.learning.certificates.models import BatchState, Certificate, CertificateBatch, Completion
from hub.learning.certificates.permissions import can_issue, can_judge
from hub.learning.certificates.queries.certificates import newest_batch
from hub.learning.certificates.queries.completions import without_certificate
from hub.learning.certificates.queries.inputs import Steps, steps_of
from hub.learning.certificates.rules.badges import Issued, credential
from hub.learning.certificates.rules.statuses import LIST_BITS, place_of
from hub.learning.certificates.rules.tokens import fingerprint
from hub.learning.certificates.services.completing import judge_run
from hub.learning.certificates.services.keys import Signer, signer
from hub.learning.classes.models import ClassRun

#: So many in one transaction, so that others who write wait for less than a second.
AT_A_TIME = 50
#: A batch that has been still for so long was left behind by a process that is gone.
LEFT_BEHIND = timedelta(minutes=2)


def issue(completion: Completion, *, by: User) -> Certificate:
    """A certificate to whoever has completed. After one was revoked only those who teach give
    another.

    Raises: NotAllowed, AlreadyIssued (one stands), NotNow (it was revoked).
    """
    if not can_issue(by, completion):
        raise NotAllowed(_("Only those who teach this class give its certificates."))
    lock(completion)
    given = _given(completion)
    if standing := next((each for each in given if each.stands), None):
        raise AlreadyIssued(standing.number)
    run = completion.enrolment.run
    if given and not can_judge(by, run):
        raise NotNow(_("Your certificate was revoked. Please ask those who teach the class."))
    (made,) = _issued(run, [completion], by_id=by.id)
    return made


def ask_for_all(run: ClassRun, *, by: User) -> CertificateBatch:
    """Look who has completed, and have a certificate made for everybody who has none; a job makes
    them. Asking again while it is at work changes nothing.

    Raises: NotAllowed, NotNow (there is nobody to give one to).
    """
    if not can_judge(by, run):
        raise NotAllowed(_("Only those who teach this class give its certificates."))
    judge_run(run)
    lock(run)
    standing = newest_batch(run)
    if standing is not None and standing.state is not BatchState.DONE:
        return standing
    total = _count_without(run)
    if not total:
        raise NotNow(_("Everybody who has completed this class has a certificate."))
    batch = CertificateBatch(run=run, total=total, asked_by_id=by.id)
    db.session.add(batch)
    db.session.flush()
    record("certificates.asked-for", batch, after={"count": total})
    return batch


def batches_waiting() -> Sequence[UUID]:
    left = (CertificateBatch.state == BatchState.RUNNING) & (
        CertificateBatch.moved_at < now() - LEFT_BEHIND
    )
    query = select(CertificateBatch.id).where(
        or_(CertificateBatch.state == BatchState.QUEUED, left)
    )
    return db.session.scalars(query.order_by(CertificateBatch.asked_at)).all()


def go_on(batch: CertificateBatch) -> bool:
    """Make the next of a batch; whether there may be more. Safe to call from two processes."""
    lock(batch)
    if batch.state is BatchState.DONE:
        return False
    some = list(db.session.scalars(without_certificate(batch.run).limit(AT_A_TIME)).unique())
    _issued(batch.run, some, by_id=batch.asked_by_id)
    batch.state, batch.moved_at = BatchState.RUNNING, now()
    batch.done = min(batch.done + len(some), batch.total) if some else batch.done
    if len(some) == AT_A_TIME:
        db.session.flush()
        return True
    batch.state, batch.ended_at = BatchState.DONE, now()
    db.session.flush()
    record("certificates.all-issued", batch, after={"count": batch.done})
    return False


def signed_certificate(
    facts: dict[str, Any], *, of: Completion, signing: Signer, index: int, **columns: Any
) -> Certificate:
    """A certificate of this snapshot, with its credential."""
    person, at = of.enrolment.user, columns["issued_at"]
    sha256 = fingerprint(facts)
    said = Issued(
        did=issuer.did(),
        name=issuer.NAME,
        home=issuer.home(),
        url=issuer.verify_url(facts["number"]),
        course_url=issuer.course_url(facts["course"]["slug"]),
        status_list=issuer.status_list_url(place_of(index)[0]),
        status_index=index,
        subject=f"urn:uuid:{of.id}",
        email=person.email,
        sha256=sha256,
    )
    return Certificate(
        id=new_id(),
        completion=of,
        user_id=person.id,
        run_id=of.enrolment.run_id,
        number=facts["number"],
        snapshot=facts,
        sha256=sha256,
        status_index=index,
        credential=signing.sign(credential(facts, said)),
        key_id=signing.key.id,
        **(columns | {"issued_at": at}),
    )


def new_number() -> str:
    return grouped(new_reference(LENGTH))


def free_indexes(count: int) -> list[int]:
    """Places in the list of what does not stand, drawn by lot, so that they tell nobody who was
    given one before whom. A list is half full at most."""
    given = db.session.scalar(select(func.count()).select_from(Certificate)) or 0
    first = given // (LIST_BITS // 2) * LIST_BITS
    drawn: set[int] = set()
    while len(drawn) < count:
        some = {first + secrets.randbelow(LIST_BITS) for _n in range(count - len(drawn))}
        taken = select(Certificate.status_index).where(Certificate.status_index.in_(some))
        drawn |= some - set(db.session.scalars(taken))
    return list(drawn)


def _issued(run: ClassRun, completions: Sequence[Completion], *, by_id: UUID) -> list[Certificate]:
    if not completions:
        return []
    steps, signing, at = steps_of(run), signer(), now()
    made = [
        signed_certificate(
            _facts(run, completion, steps=steps, at=at),
            of=completion, signing=signing, index=index, issued_at=at, issued_by_id=by_id,
        )
        for completion, index in zip(completions, free_indexes(len(completions)), strict=True)
    ]  # fmt: skip
    db.session.add_all(made)
    db.session.flush()
    for each in made:
        record("class-certificate.issued", each, after={"number": each.number})
    certified([each for each in made if each.user_id != by_id])
    return made


def _facts(run: ClassRun, completion: Completion, *, steps: Steps, at: datetime) -> dict[str, Any]:
    rule = snapshots.rule_of_completion(completion, steps)
    own = snapshots.of_person(completion, number=new_number(), at=at)
    return snapshots.of_run(run, rule=rule) | own


def _given(completion: Completion) -> Sequence[Certificate]:
    query = select(Certificate).where(Certificate.completion_id == completion.id)
    return db.session.scalars(query).unique().all()


def _count_without(run: ClassRun) -> int:
    waiting = without_certificate(run).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(waiting)) or 0
