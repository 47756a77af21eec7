"""The life of a form: begun, drafted, thrown away, published."""

from dataclasses import dataclass
from uuid import UUID

from accelerator.forms import queries, ready_made
from accelerator.forms.errors import CannotEdit, DraftThere, FormChanged, NotADraft, NotReady
from accelerator.forms.facts import FormPublished
from accelerator.forms.models import Form, FormVersion, VersionState
from accelerator.forms.permissions import can_manage, can_manage_for
from accelerator.forms.rules import Definition
from accelerator.forms.rules.problems import problems
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_NAME = 120


@dataclass(frozen=True)
class Owner:
    """Whose form it is: `Owner("programmes", programme.id)`."""

    kind: str
    id: UUID


def start_form(name: str, *, owner: Owner, template: str = ready_made.BLANK, by: User) -> Form:
    """A form with its first draft: a ready-made one's questions, or hardly any.

    Raises:
        NotAllowed: not for this owner.
        Invalid: no name, or no such template.
    """
    if not can_manage_for(by, owner.kind, owner_id=owner.id):
        raise NotAllowed(_("You may not make forms here."))
    form = Form(
        name=_good_name(name),
        owner_kind=owner.kind,
        owner_id=owner.id,
        template_key="" if template == ready_made.BLANK else template,
        made_by_id=by.id,
    )
    definition = _template(template)
    db.session.add(form)
    db.session.flush()
    _add_version(form, definition, number=1)
    record("form.made", form, after={"name": form.name, "template": form.template_key})
    return form


def rename(form: Form, name: str, *, by: User) -> Form:
    """Raises NotAllowed, or Invalid for no name."""
    check_may(form, by)
    before, form.name = form.name, _good_name(name)
    if form.name != before:
        record("form.renamed", form, before={"name": before}, after={"name": form.name})
    db.session.flush()
    return form


def new_draft(form: Form, *, like: FormVersion | None = None, by: User) -> FormVersion:
    """A draft to change, as `like` or as what is live (else the newest) asks.

    Raises:
        NotAllowed: not by this person.
        DraftThere: there is one already.
    """
    check_may(form, by)
    lock(form)
    if queries.draft_of(form) is not None:
        raise DraftThere(_("There is a draft already. Publish it or put it away first."))
    source = like or queries.live_version(form) or queries.newest(form)
    if source is None or source.form_id != form.id:
        raise Invalid(_("There is no such version of this form."))
    number = queries.newest_number(form) + 1
    draft = _add_version(form, queries.definition_of(source), number=number)
    record("form.draft-begun", form, after={"number": number, "like": source.number})
    return draft


def discard_draft(version: FormVersion, *, by: User) -> None:
    """Raises NotAllowed; NotADraft; CannotEdit: it is all that the form has."""
    form = draft_to_change(version, by=by)
    if queries.live_version(form) is None and queries.count_versions(form) == 1:
        raise CannotEdit(_("This is the form's only version."))
    record("form.draft-discarded", form, before={"number": version.number})
    db.session.delete(version)
    db.session.flush()
    db.session.expire(form, ["versions"])


def publish(version: FormVersion, *, expected: int | None = None, by: User) -> FormVersion:
    """From now on new applications answer this version. Who hears of it moves their drafts.

    Args:
        expected: the count of edits that was seen, so that nobody publishes what they did not see.

    Raises:
        NotAllowed: not by this person.
        NotADraft: it is published already.
        FormChanged: it was edited since it was seen.
        NotReady: questions or conditions of it cannot work.
    """
    form = draft_to_change(version, by=by, expected=expected)
    found = problems(queries.definition_of(version))
    if found:
        errors: dict[str, list[str]] = {}
        for problem in found:
            errors.setdefault(problem.path or "form", []).append(problem.sentence)
        raise NotReady(_("This form cannot go live yet."), errors=errors)
    before = queries.live_version(form)
    if before is not None:
        before.state = VersionState.RETIRED
        db.session.flush()
    version.state, version.published_at, version.published_by_id = VersionState.LIVE, now(), by.id
    db.session.flush()
    record(
        "form.published",
        form,
        before={"number": before.number} if before else {},
        after={"number": version.number},
    )
    announce(FormPublished(form.id, version.id, before.id if before else None))
    return version


def check_may(form: Form, by: User) -> None:
    if not can_manage(by, form):
        raise NotAllowed(_("You may not change this form."))


def draft_to_change(version: FormVersion, *, by: User, expected: int | None = None) -> Form:
    """The draft's form, both locked. Raises NotAllowed, NotADraft, FormChanged."""
    form = version.form
    check_may(form, by)
    lock(form)
    lock(version)
    if version.state is not VersionState.DRAFT:
        raise NotADraft(_("This version is published and stays as it is. Begin a new draft."))
    if expected is not None and version.version != expected:
        raise changed_meanwhile()
    return form


def changed_meanwhile() -> FormChanged:
    return FormChanged(
        _("Somebody else changed this form while you had it open. Look at it again, please.")
    )


def _add_version(form: Form, definition: Definition, *, number: int) -> FormVersion:
    version = FormVersion(form_id=form.id, number=number, definition=definition.to_json())
    db.session.add(version)
    db.session.flush()
    db.session.expire(form, ["versions"])
    return version


def _template(key: str) -> Definition:
    if key == ready_made.BLANK:
        return ready_made.blank()
    found = ready_made.template(key)
    if found is None:
        sentence = _("There is no such template.")
        raise Invalid(sentence, errors={"template": [sentence]})
    return found.definition


def _good_name(name: str) -> str:
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME or not kept.isprintable():
        sentence = _("A form needs a name of up to %(most)s characters.", most=LONGEST_NAME)
        raise Invalid(sentence, errors={"name": [sentence]})
    return kept
