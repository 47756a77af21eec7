"""Hang the pictures, with words for those who do not see them, in three languages."""

import io
from datetime import timedelta

from booking.spaces.models import SpaceKind as Kind
from booking.spaces.services import PICTURES, add_picture
from hub.core.clock import frozen_at
from hub.demo.people.accounts import KEEPERS, keeper
from hub.demo.places.making import sites
from hub.demo.places.pictures.scenes import draw
from hub.demo.places.sketches import SpaceSketch
from hub.demo.story import DEMO, by_hand_of
from hub.demo.world import World
from hub.files.services import store
from hub.history.services import acting_as

#: {n} is for how many people; {and_} what else one sees.
SEEN = {
    Kind.ROOM: {
        "en": "Drawing of a meeting room: chairs for {n} around a long table, a screen{and_}.",
        "id": "Gambar ruang rapat: kursi untuk {n} orang mengelilingi meja panjang, layar{and_}.",
        "de": "Zeichnung eines Besprechungsraums: Stühle für {n} um einen langen Tisch, "
        "ein Bildschirm{and_}.",
    },
    Kind.HALL: {
        "en": "Drawing of a hall for {n} people: rows of chairs before a screen{and_}.",
        "id": "Gambar aula untuk {n} orang: deretan kursi menghadap layar{and_}.",
        "de": "Zeichnung eines Saals für {n} Personen: Stuhlreihen vor einer Leinwand{and_}.",
    },
    Kind.DESK_AREA: {
        "en": "Drawing of long shared tables with laptops below a wide window; {n} seats.",
        "id": "Gambar meja panjang bersama dengan laptop di bawah jendela lebar; {n} kursi.",
        "de": "Zeichnung langer gemeinsamer Tische mit Laptops vor einem breiten Fenster; "
        "{n} Plätze.",
    },
    Kind.DESK: {
        "en": "Drawing of a desk with a monitor and a cup below a window, a plant beside it.",
        "id": "Gambar meja kerja dengan monitor dan cangkir di bawah jendela, di sebelahnya "
        "tanaman.",
        "de": "Zeichnung eines Schreibtischs mit Monitor und Tasse unter einem Fenster, daneben "
        "eine Pflanze.",
    },
    Kind.STUDIO: {
        "en": "Drawing of a sound-proof studio: a table with two microphones, two cameras on "
        "tripods, two large lamps.",
        "id": "Gambar studio kedap suara: meja dengan dua mikrofon, dua kamera pada tripod, dua "
        "lampu besar.",
        "de": "Zeichnung eines schallgedämmten Studios: ein Tisch mit zwei Mikrofonen, zwei "
        "Kameras auf Stativen, zwei große Lampen.",
    },
    Kind.LAB: {
        "en": "Drawing of a workshop: a 3D printer and a laser cutter on benches, tools on the "
        "wall, stools in front.",
        "id": "Gambar bengkel: printer 3D dan pemotong laser di atas meja kerja, perkakas di "
        "dinding, bangku di depannya.",
        "de": "Zeichnung einer Werkstatt: ein 3D-Drucker und ein Lasercutter auf Werkbänken, "
        "Werkzeug an der Wand, davor Hocker.",
    },
    Kind.EQUIPMENT: {
        "en": "Drawing of eight wireless microphones in their charging case on a table.",
        "id": "Gambar delapan mikrofon nirkabel dalam kotak pengisi daya di atas meja.",
        "de": "Zeichnung von acht Funkmikrofonen in ihrem Ladekoffer auf einem Tisch.",
    },
}
BOOTH = {
    "en": "Drawing of a booth for one: padded walls, a small desk with a monitor, a chair.",
    "id": "Gambar bilik untuk satu orang: dinding berlapis, meja kecil dengan monitor, kursi.",
    "de": "Zeichnung einer Kabine für eine Person: gepolsterte Wände, ein kleiner Tisch mit "
    "Monitor, ein Stuhl.",
}
AND = {
    "whiteboard": {"en": ", a whiteboard", "id": ", papan tulis", "de": ", ein Whiteboard"},
    "stage": {"en": ", a stage", "id": ", panggung", "de": ", eine Bühne"},
    "sound": {"en": ", loudspeakers", "id": ", pengeras suara", "de": ", Lautsprecher"},
}
IN_THE_EVENING = {"en": " In the evening.", "id": " Pada malam hari.", "de": " Am Abend."}
#: Spaces that have a second picture.
ALSO_IN_THE_EVENING = {"Forum A+B", "Sala", "Makerspace"}


def hang_pictures(world: World) -> None:
    """By the keeper of each house, before its last touches."""
    late = world.curtain - timedelta(microseconds=2)
    for site in sites(world.amounts):
        if site.code not in KEEPERS or site.code not in world.sites:
            continue
        with frozen_at(late), acting_as(DEMO), by_hand_of(keeper(world, site.code)):
            for number, sketch in enumerate(site.spaces):
                _hang(world, site.code, sketch=sketch, number=number)


def _hang(world: World, code: str, *, sketch: SpaceSketch, number: int) -> None:
    space, by = world.spaces[code, sketch.name], keeper(world, code)
    lights = (False, True) if sketch.name in ALSO_IN_THE_EVENING else (False,)
    for evening in lights:
        drawn = io.BytesIO(draw(sketch, number, evening=evening))
        add_picture(
            space,
            store(drawn, limits=PICTURES),
            alt=words_for(sketch, evening=evening),
            name=f"{space.slug}.png",
            by=by,
        )


def words_for(sketch: SpaceSketch, *, evening: bool = False) -> dict[str, str]:
    """What the picture of a space shows, by language."""
    is_booth = sketch.kind is Kind.ROOM and sketch.people == 1
    seen = BOOTH if is_booth else SEEN[sketch.kind]
    words = {}
    for language, sentence in seen.items():
        more = "".join(AND[code][language] for code in AND if code in sketch.equipment)
        said = sentence.format(n=sketch.people, and_=more)
        words[language] = said + (IN_THE_EVENING[language] if evening else "")
    return words
