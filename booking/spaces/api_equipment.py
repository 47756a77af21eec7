"""The API's part about what spaces can have: the house's own words, and those that staff added."""

from booking.spaces import services
from booking.spaces.api_managing import ADMIN, MANAGE, STAFF
from booking.spaces.api_managing import endpoints as managed
from booking.spaces.house_schemas import (
    EquipmentChange,
    EquipmentInFullShown,
    EquipmentShown,
    NewEquipment,
)
from booking.spaces.managing import all_equipment, equipment_called, equipment_in_use, spaces_with
from booking.spaces.models import Equipment
from booking.spaces.names import EQUIPMENT_NAMES
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, Endpoints, ListShown, as_seen, expect_version

endpoints = Endpoints(managed.topic, managed.about)

ONE = "/equipment/<thing>"


@endpoints.serves(
    Endpoint("GET", "/equipment", "What spaces can have", answers=ListShown[EquipmentShown])
)
def equipment() -> ListShown[EquipmentShown]:
    rows, used = {each.code: each for each in all_equipment()}, equipment_in_use()
    codes = [*EQUIPMENT_NAMES, *(code for code in rows if code not in EQUIPMENT_NAMES)]
    return ListShown(items=[EquipmentShown.of(code, rows.get(code), used=used) for code in codes])


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One thing that spaces can have, and those that have it",
        answers=EquipmentInFullShown,
        versioned=True,
        refuses=(NotFound,),
    )
)
def one_equipment(thing: str) -> EquipmentInFullShown:
    return _shown(thing)


@endpoints.serves(
    Endpoint(
        "POST",
        "/equipment",
        "Add something that spaces can have",
        answers=EquipmentInFullShown,
        status=201,
        location="/equipment/{code}",
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewEquipment,
        versioned=True,
        refuses=(NotAllowed,),
        note="For all sites at once.",
    )
)
def add_equipment(body: NewEquipment) -> EquipmentInFullShown:
    made = services.add_equipment(body.names, code=body.code, by=signed_in_person())
    return _shown(made.code)


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Rename something that staff added",
        answers=EquipmentInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=EquipmentChange,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict),
        note="Its code stays. What the house knows by itself keeps its names.",
    )
)
def rename_equipment(thing: str, body: EquipmentChange) -> EquipmentInFullShown:
    row = _seen(thing)
    if row is None:
        raise Conflict(_("The house knows this one by its own name, in every language."))
    services.rename_equipment(row, body.names, by=signed_in_person())
    return _shown(thing)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/retire",
        "No longer offer something",
        answers=EquipmentInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict),
        note="Nobody looks for it or gives it to spaces any more. Those in `used_by` keep it.",
    )
)
def retire_equipment(thing: str) -> EquipmentInFullShown:
    _seen(thing)
    services.retire(thing, by=signed_in_person())
    return _shown(thing)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/offer",
        "Offer something again",
        answers=EquipmentInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict),
    )
)
def offer_equipment_again(thing: str) -> EquipmentInFullShown:
    row = _seen(thing)
    if row is None:
        raise Conflict(_("It is offered already."))
    services.offer_again(row, by=signed_in_person())
    return _shown(thing)


def _seen(code: str) -> Equipment | None:
    """None: the house knows it, and nobody has retired it.

    Raises: NotFound; as `expect_version`.
    """
    row = equipment_called(code)
    if row is not None:
        return as_seen(row, lambda held: EquipmentShown.of(code, held, used={}))
    expect_version(_shown(code).version)
    return None


def _shown(code: str) -> EquipmentInFullShown:
    row = equipment_called(code)
    if row is None and code not in EQUIPMENT_NAMES:
        raise NotFound(_("There is no such equipment."))
    return EquipmentInFullShown.told(code, row, used_by=spaces_with(code))
