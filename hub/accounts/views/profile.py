"""One's own profile: name, language, time zone, photo."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.forms.profile import PhotoForm, ProfileForm
from hub.accounts.models import User
from hub.accounts.queries.history import shown_history_of
from hub.accounts.services.profile import About, change_photo, change_profile, remove_photo
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.accounts.views.blueprint import bp
from hub.core.database import transaction
from hub.core.errors import Invalid, TooLarge
from hub.core.i18n import gettext as _
from hub.files.models import File
from hub.files.rules import PHOTO
from hub.files.services import store
from hub.web.access import Audience, open_to
from hub.web.languages import CHOSEN


@bp.route("/account/profile", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def profile() -> ResponseReturnValue:
    person = signed_in_person()
    form = _form(person)
    if form.validate_on_submit():
        try:
            with transaction():
                change_profile(person, _about(form))
        except Invalid as refusal:
            form.refuse_all(refusal)
        else:
            session.pop(CHOSEN, None)  # the language just chosen counts from now on
            flash(_("Your profile is saved."), "ok")
            return redirect(url_for(".profile"))
    return _page(form, PhotoForm(formdata=None))


@bp.post("/account/photo")
@open_to(Audience.PEOPLE)
def set_photo() -> ResponseReturnValue:
    person = signed_in_person()
    form = PhotoForm()
    if form.validate_on_submit():
        try:
            with form.photo.data.stream as upload:
                stored = store(upload, limits=PHOTO)
            with transaction():
                change_photo(person, stored, name=form.photo.data.filename or "")
        except (Invalid, TooLarge) as refusal:
            form.refuse("photo", refusal)
        else:
            flash(_("Your picture is shown to people who have signed in."), "ok")
            return redirect(url_for(".profile"))
    return _page(_form(person, filled=False), form)


@bp.post("/account/photo/remove")
@open_to(Audience.PEOPLE)
def forget_photo() -> ResponseReturnValue:
    person = signed_in_person()
    with transaction():
        remove_photo(person)
    flash(_("Your picture is deleted."), "ok")
    return redirect(url_for(".profile"))


def may_see_photo(_file: File) -> bool:
    """Who a person is by sight is the matter of people who have signed in."""
    return person_or_none() is not None


def _form(person: User, *, filled: bool = True) -> ProfileForm:
    """With `filled=False` it shows what is so, whatever another form of the page has sent."""
    form = ProfileForm(obj=person) if filled else ProfileForm(formdata=None, obj=person)
    form.offer_zones(person.zone)
    return form


def _about(form: ProfileForm) -> About:
    return About(form.name.data or "", form.language.data or "", form.zone.data or "")


def _page(form: ProfileForm, photo_form: PhotoForm) -> ResponseReturnValue:
    page = render_template(
        "hub/accounts/profile.html",
        form=form,
        photo_form=photo_form,
        entries=shown_history_of(signed_in_person()),
    )
    return page, 422 if form.errors or photo_form.errors else 200
