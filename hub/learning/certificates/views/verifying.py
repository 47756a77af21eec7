"""What anybody may look up: a certificate's number, our keys, and which credentials stand."""

from datetime import timedelta
from typing import Any

from flask import Response, json, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.sessions.rules.thanks import as_number
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.certificates import issuer
from hub.learning.certificates.papers import asked, printed
from hub.learning.certificates.queries.certificates import not_standing, verified
from hub.learning.certificates.queries.keys import verifying_keys
from hub.learning.certificates.rules.badges import did_document, status_credential
from hub.learning.certificates.rules.statuses import encoded
from hub.learning.certificates.schemas import VerifiedShown
from hub.learning.certificates.services.keys import ready_signer, signer
from hub.learning.certificates.views.blueprint import bp
from hub.web.access import Audience, open_to
from hub.web.errors import PROBLEM, problem

#: A copy of the list of what does not stand is good for so long.
GOOD_FOR = timedelta(days=1)
MOST_LISTS = 1000


@bp.get("/verify")
@open_to(Audience.EVERYONE)
def verify_number() -> ResponseReturnValue:
    typed = request.args.get("number", "").strip()
    if as_number(typed):
        return redirect(url_for(".verify", number=as_number(typed)), 303)
    return _page(None, typed="")


@bp.get("/verify/<number>")
@open_to(Audience.EVERYONE)
def verify(number: str) -> ResponseReturnValue:
    """A page, or JSON for who asks for it."""
    as_json = request.accept_mimetypes.best_match(["text/html", "application/json"])
    try:
        found = verified(number)
    except NotFound as none:
        if as_json == "application/json":
            return _json(problem(none), kind=PROBLEM, store=False), none.status
        return _page(None, typed=number), 404
    if as_json == "application/json":
        return _json(json.loads(VerifiedShown.of(found).model_dump_json()), store=False)
    paper = found.certificate
    return _page(found, typed=number, rows=printed(paper), asked=asked(paper))


@bp.get("/.well-known/did.json")
@open_to(Audience.EVERYONE)
def did() -> ResponseReturnValue:
    return _json(did_document(issuer.did(), verifying_keys()), kind="application/did+json")


@bp.get("/.well-known/jwks.json")
@open_to(Audience.EVERYONE)
def well_known_keys() -> ResponseReturnValue:
    return keys()


@bp.get("/credentials/keys")
@open_to(Audience.EVERYONE)
def keys() -> ResponseReturnValue:
    return _json({"keys": verifying_keys()}, kind="application/jwk-set+json")


@bp.get("/credentials/keys/<kid>")
@open_to(Audience.EVERYONE)
def key(kid: str) -> ResponseReturnValue:
    for each in verifying_keys():
        if each["kid"] == kid:
            return _json(each, kind="application/jwk+json")
    raise NotFound(_("There is no such key."))


@bp.get("/credentials/status/<int:number>")
@open_to(Audience.EVERYONE)
def status_list(number: int) -> ResponseReturnValue:
    """Signed anew each time, by the key that signs now."""
    if number >= MOST_LISTS:
        raise NotFound(_("There is no such list."))
    at = now()
    said = status_credential(
        did=issuer.did(),
        url=issuer.status_list_url(number),
        encoded_list=encoded(not_standing(number)),
        at=at,
        until=at + GOOD_FOR,
    )
    ready = ready_signer()
    if ready is None:  # nothing was ever signed, or the house's secret has changed
        with transaction():
            ready = signer()
    return _for_all(Response(ready.sign(said), content_type="application/vc+jwt"))


def _page(found: Any, **told: Any) -> Response:
    page = Response(render_template("hub/learning/certificates/verify.html", found=found, **told))
    page.headers["X-Robots-Tag"] = "noindex"
    page.vary.add("Accept")
    return page


def _json(value: dict[str, Any], *, kind: str = "application/json", store: bool = True) -> Response:
    answer = Response(json.dumps(value, ensure_ascii=False), content_type=kind)
    if store:
        return _for_all(answer)
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.vary.add("Accept")
    return answer


def _for_all(answer: Response) -> Response:
    """Wallets and verifiers read these from pages of other sites."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer
