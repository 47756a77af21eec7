"""Take a certificate back, or give a new one under another name."""

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.certificates import snapshots
from hub.learning.certificates.emails import certified, revoked
from hub.learning.certificates.errors import ChangedMeanwhile, NotNow
from hub.learning.certificates.models import Certificate
from hub.learning.certificates.permissions import can_reissue, can_revoke
from hub.learning.certificates.queries.certificates import own_reissues
from hub.learning.certificates.services.issuing import free_indexes, new_number, signed_certificate
from hub.learning.certificates.services.keys import signer

LONGEST_REASON = 500
#: How often somebody may have a certificate made anew without asking anybody.
MOST_OWN_REISSUES = 3


def revoke(certificate: Certificate, *, reason: str, by: User, version: int) -> None:
    """It does not stand from now on; whoever looks it up is told the day, and its person why.

    Raises: NotAllowed, NotNow, ChangedMeanwhile, Invalid.
    """
    clean = reason.strip()
    if not 3 <= len(clean) <= LONGEST_REASON:
        sentence = _("Please write something, up to %(most)s characters.", most=LONGEST_REASON)
        raise Invalid(sentence, errors={"reason": [sentence]})
    if not can_revoke(by, certificate):
        raise NotAllowed(_("Only those who keep this class revoke its certificates."))
    _take(certificate, version=version)
    certificate.revoked_at, certificate.revoked_by_id = now(), by.id
    certificate.revoked_why = clean
    certificate.version += 1
    db.session.flush()
    record("class-certificate.revoked", certificate, reason=clean)
    revoked(certificate)


def reissue(certificate: Certificate, *, by: User, version: int) -> Certificate:
    """The same certificate under the name that its person's profile has now. The old one is
    superseded, and says by which.

    Raises: NotAllowed, NotNow (it does not stand, or the name is the same), ChangedMeanwhile.
    """
    if not can_reissue(by, certificate):
        raise NotAllowed(_("Only its person, and those who keep the class, have it made anew."))
    _take(certificate, version=version)
    name = certificate.user.name
    if name == certificate.snapshot["name"]:
        raise NotNow(_("The certificate has the name of the profile already."))
    own = by.id == certificate.user_id
    if own and own_reissues(certificate) >= MOST_OWN_REISSUES:
        raise NotNow(_("It was made anew several times. Please ask those who teach the class."))
    at = now()
    certificate.superseded_at = at
    certificate.version += 1
    db.session.flush()
    fresh = signed_certificate(
        snapshots.renamed(certificate.snapshot, name=name, number=new_number(), at=at),
        of=certificate.completion,
        signing=signer(),
        index=free_indexes(1)[0],
        issued_at=at,
        issued_by_id=by.id,
        replaces_id=certificate.id,
    )
    db.session.add(fresh)
    db.session.flush()
    record("class-certificate.superseded", certificate, after={"number": fresh.number})
    record("class-certificate.issued", fresh, after={"number": fresh.number})
    if not own:
        certified([fresh])
    return fresh


def _take(certificate: Certificate, *, version: int) -> None:
    lock(certificate)
    if certificate.version != version:
        raise ChangedMeanwhile
    if certificate.revoked_at is not None:
        raise NotNow(_("This certificate is revoked."))
    if certificate.superseded_at is not None:
        raise NotNow(_("Another certificate has taken the place of this one."))
