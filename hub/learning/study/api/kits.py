"""The offline kit by API: how large it is, itself, and what comes back from it."""

import base64
import io
from dataclasses import dataclass
from uuid import UUID

from hub.core.i18n import language
from hub.core.ids import new_secret
from hub.files.rules import LARGEST
from hub.history.services import Acting, acting_as
from hub.learning.study.api.groups import CLASS, READS, WRITES, endpoints, reader_at
from hub.learning.study.errors import (
    KitTooLarge,
    NoPlaceInClass,
    NoSuchKit,
    NotInKit,
    NoTriesLeft,
)
from hub.learning.study.kit_making import kit_of, size_of, write_kit
from hub.learning.study.queries.kits import kit_with
from hub.learning.study.schemas.kits import (
    KitAnswersSent,
    KitAsked,
    KitShown,
    KitSizesShown,
    KitTakenShown,
)
from hub.learning.study.services.kits import make_kit, take_return
from hub.web.access import Audience
from hub.web.api import Endpoint

KIT = f"{CLASS}/kit"


@dataclass(frozen=True)
class Packed:
    secret: str
    content: bytes


@endpoints.serves(
    Endpoint("GET", KIT, "How large an offline kit of a class is", answers=KitSizesShown,
             refuses=READS)
)  # fmt: skip
def class_kit_sizes(class_id: UUID) -> KitSizesShown:
    reader = reader_at(class_id)
    sizes: dict[bool, int] = {}
    if reader.enrolment is not None:
        as_long = new_secret()  # and as hard to compress as the one that will be in it
        for files in (True, False):
            sizes[files] = size_of(kit_of(reader.enrolment, as_long, with_files=files))
    return KitSizesShown(
        class_id=reader.run.id,
        language=language(),
        size=sizes.get(True),
        size_without_files=sizes.get(False),
    )


def pack_kit(class_id: UUID, body: KitAsked) -> Packed:
    """Before the transaction, for it takes its time; its token is kept in it."""
    learner, secret = reader_at(class_id).learner, new_secret()
    made = kit_of(learner, secret, with_files=body.files)
    if size_of(made) > LARGEST:
        raise KitTooLarge
    packed = io.BytesIO()
    write_kit(made, packed)
    return Packed(secret, packed.getvalue())


@endpoints.serves(
    Endpoint("PUT", KIT, "Take a class along in an offline kit", answers=KitShown, scope=WRITES,
             body=KitAsked, thinks=pack_kit, refuses=(*READS, KitTooLarge),
             note="Each time a new one; those before send their answers as well. In the caller's"
             f" language, and here of at most {LARGEST // 1024 // 1024} MB.")
)  # fmt: skip
def take_class_kit(class_id: UUID, body: KitAsked, *, thought: Packed) -> KitShown:
    reader = reader_at(class_id)
    make_kit(reader.learner, by=reader.person, secret=thought.secret)
    return KitShown(
        class_id=reader.run.id,
        name=f"{reader.run.slug}-{language()}.zip",
        language=language(),
        size=len(thought.content),
        token=thought.secret,
        content=base64.b64encode(thought.content).decode(),
    )


@endpoints.serves(
    Endpoint("POST", "/kit-answers", "Send what was answered in an offline kit",
             answers=KitTakenShown, audience=Audience.EVERYONE, scope=WRITES, body=KitAnswersSent,
             refuses=(NoSuchKit, NoPlaceInClass, NotInKit, NoTriesLeft),
             note="The kit's own token says whose answers they are. Each quiz is taken once from a"
             " kit: the same again answers with what came of it the first time.")
)  # fmt: skip
def send_kit_answers(body: KitAnswersSent) -> KitTakenShown:
    learner = kit_with(body.kit).enrolment.user_id
    with acting_as(Acting(actor_id=learner, via="link")):
        return KitTakenShown.of(take_return(body.returned()))
