"""Pictures of a space: hung, described, put in order, taken down."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.spaces import services
from booking.spaces.forms.house import AltForm, PictureForm
from booking.spaces.managing import get_picture, pictures_of, space_of
from booking.spaces.models import Space, SpacePicture
from booking.spaces.views.blueprint import MANAGE, SPACE, bp, kept_site, refuse
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, TooLarge
from hub.core.i18n import gettext as _
from hub.files.models import File
from hub.files.services import store
from hub.web.access import Audience, open_to

HERE = f"{SPACE}/pictures"
ONE = f"{HERE}/<uuid:picture_id>"


@bp.get(HERE)
@open_to(Audience.STAFF, permission=MANAGE)
def pictures(code: str, space_id: UUID) -> ResponseReturnValue:
    return _page(space_of(kept_site(code), space_id), PictureForm(formdata=None))


@bp.post(HERE)
@open_to(Audience.STAFF, permission=MANAGE)
def add_picture(code: str, space_id: UUID) -> ResponseReturnValue:
    space, form = space_of(kept_site(code), space_id), PictureForm()
    if form.validate():
        try:
            with form.picture.data.stream as upload:
                stored = store(upload, limits=services.PICTURES)
            with transaction():
                alt, name = form.alt.data, form.picture.data.filename or ""
                services.add_picture(space, stored, alt=alt, name=name, by=signed_in_person())
        except (Invalid, TooLarge) as refusal:
            form.refuse("picture", refusal)
        except Conflict as refusal:
            refuse(form, refusal)
        else:
            flash(_("The picture is shown on the space's page."), "ok")
            return redirect(url_for(".pictures", code=code, space_id=space.id))
    return _page(space, form)


@bp.post(f"{ONE}/describe")
@open_to(Audience.STAFF, permission=MANAGE)
def describe_picture(code: str, space_id: UUID, *, picture_id: UUID) -> ResponseReturnValue:
    space, form = space_of(kept_site(code), space_id), AltForm()
    picture = get_picture(space, picture_id)
    try:
        with transaction():
            form.validate()  # what it says about the words, the service says as well
            services.describe_picture(space, picture, alt=form.alt.data, by=signed_in_person())
    except Invalid as refusal:
        flash(str(refusal), "bad")
    else:
        flash(_("Saved."), "ok")
    return redirect(url_for(".pictures", code=code, space_id=space.id))


@bp.post(f"{ONE}/move")
@open_to(Audience.STAFF, permission=MANAGE)
def move_picture(code: str, space_id: UUID, *, picture_id: UUID) -> ResponseReturnValue:
    """Towards the first, or the last with `steps` of 1."""
    space = space_of(kept_site(code), space_id)
    picture = get_picture(space, picture_id)
    with transaction():
        steps = 1 if request.form.get("steps") == "1" else -1
        services.move_picture(space, picture, steps=steps, by=signed_in_person())
    return redirect(url_for(".pictures", code=code, space_id=space.id))


@bp.route(f"{ONE}/remove", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def remove_picture(code: str, space_id: UUID, *, picture_id: UUID) -> ResponseReturnValue:
    site = kept_site(code)
    space = space_of(site, space_id)
    picture = get_picture(space, picture_id)
    if request.method == "POST":
        with transaction():
            services.remove_picture(space, picture, by=signed_in_person())
        flash(_("The picture is removed."), "ok")
        return redirect(url_for(".pictures", code=code, space_id=space.id))
    return render_template(
        "booking/spaces/remove_picture.html", site=site, space=space, picture=picture
    )


def _words_of(picture: SpacePicture) -> AltForm:
    """One of several on the page, so its fields have ids of their own."""
    form = AltForm(formdata=None, data={"alt": picture.words})
    form.alt.id = f"alt-{picture.id}"
    return form


def may_see_picture(_file: File) -> bool:
    """What a space looks like is no secret: its page is open to everybody."""
    return True


def _page(space: Space, form: PictureForm) -> ResponseReturnValue:
    page = render_template(
        "booking/spaces/pictures.html",
        site=space.site,
        space=space,
        pictures=[(each, _words_of(each)) for each in pictures_of(space)],
        form=form,
    )
    return page, 422 if form.errors else 200
