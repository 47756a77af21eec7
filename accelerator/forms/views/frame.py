"""What all pages about one form share: its head, its tabs, its draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import flash, render_template, url_for

from accelerator.forms import queries
from accelerator.forms.errors import CannotEdit, FormChanged, NotADraft
from accelerator.forms.models import Form, FormVersion
from accelerator.forms.rules.translating import untranslated
from hub.accounts.models import User
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.templating import Link


def draft_for(form_id: UUID, person: User) -> FormVersion:
    """The draft of a form that this person may build.

    Raises:
        NotFound: no such form, for them.
        NotADraft: there is none; what is live stays as it is.
    """
    form = queries.get_form(form_id, seen_by=person)
    draft = queries.draft_of(form)
    if draft is None:
        raise NotADraft(_("This form is published. Begin a new draft to change it."))
    return draft


def form_page(template: str, form: Form, *, tab: str, **values: Any) -> str:
    """`tab`: questions, preview, languages, rules, versions or publish."""
    draft = queries.draft_of(form)
    newest = draft or queries.live_version(form)
    definition = queries.definition_of(newest) if newest else None
    lacking = len(untranslated(definition)) if definition else 0
    return render_template(
        f"accelerator/forms/{template}",
        form=form,
        draft=draft,
        live=queries.live_version(form),
        owner=queries.owner_names([form]).get(form.owner_id, ""),
        tabs=_tabs(form, tab, lacking=lacking, has_draft=draft is not None),
        **values,
    )


def _tabs(form: Form, tab: str, *, lacking: int, has_draft: bool) -> list[Link]:
    places = [
        ("questions", _("Questions"), ".show", 0),
        ("rules", _("Rules"), ".rules", 0),
        ("preview", _("Preview"), ".preview", 0),
        ("languages", _("Languages"), ".languages", lacking),
        ("versions", _("Versions"), ".versions", 0),
    ]
    if has_draft:
        places.append(("publish", _("Publish"), ".publish", 0))
    return [
        Link(label, url_for(endpoint, form_id=form.id), current=name == tab, count=count)
        for name, label, endpoint, count in places
    ]


@contextmanager
def refusing() -> Iterator[None]:
    """Say why on the page that one came from."""
    try:
        yield
    except (CannotEdit, FormChanged, Invalid) as refusal:
        flash(str(refusal), "error")
