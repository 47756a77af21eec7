"""Rooms as they look: one scene for each kind, with what the space has."""

from booking.spaces.models import SpaceKind as Kind
from hub.demo.places.pictures.canvas import (
    FLOOR,
    LEFT,
    MORNING,
    TOP,
    Canvas,
    by_night,
    shaded,
)
from hub.demo.places.pictures.things import (
    chair,
    lamp,
    microphone,
    monitor,
    plant,
    screen,
    table,
    whiteboard,
    window,
)
from hub.demo.places.sketches import SpaceSketch


def draw(space: SpaceSketch, number: int, *, evening: bool = False) -> bytes:
    """A PNG; `number` varies the colours."""
    palette = MORNING[number % len(MORNING)]
    on = Canvas(by_night(palette) if evening else palette)
    on.room()
    if space.kind is Kind.ROOM and space.people == 1:
        _booth(on)
    else:
        SCENES[space.kind](on, space)
    return on.png()


def _meeting_room(on: Canvas, space: SpaceSketch) -> None:
    board = "whiteboard" in space.equipment
    screen(on, (0.05, 0.42), camera="camera" in space.equipment)
    if board:
        whiteboard(on, (0.5, 0.68))
    window(on, (0.74 if board else 0.52, 0.97))
    plant(on, (0.88, 0.16))
    along = max(1, (space.people - 1) // 2)
    depths = [0.24 + n * 0.46 / max(along - 1, 1) for n in range(along)]
    for depth in depths:
        chair(on, (-0.62, depth))
        chair(on, (0.62, depth))
    table(on, (0, 0.78), wide=0.46, back=0.58)
    for across in (-0.16, 0.16):
        lamp(on, (across, 0.5), drop=46)
    if space.people > 6:
        chair(on, (0, 0.98))


def _booth(on: Canvas) -> None:
    paint = on.palette
    for n in range(12):
        x = LEFT + n * 40
        cushion = shaded(paint.accent, 1.15 if n % 2 else 1.0)
        on.rect((x + 2, TOP + 4), (x + 36, FLOOR - 4), fill=cushion, round_by=10)
    table(on, (0, 0.42), wide=0.62, back=0.3)
    monitor(on, (-0.1, 0.2))
    lamp(on, (0.36, 0.4), drop=60)
    chair(on, (0, 0.74), colour="#e0b44f")


def _hall(on: Canvas, space: SpaceSketch) -> None:
    paint, large = on.palette, space.people > 80
    if "stage" in space.equipment:
        on.box((0, 0.16), (820, 34, 0.15), fill=shaded(paint.wood, 0.9))
    window(on, (0.02, 0.24))
    window(on, (0.76, 0.98))
    screen(on, (0.3, 0.7), camera="camera" in space.equipment)
    if "sound" in space.equipment:
        for across in (-0.62, 0.62):
            on.box((across, 0.1), (52, 150, 0.04), fill="#3a3f45")
    if "microphones" in space.equipment:
        x, y = on.at((0, 0.12), 34)
        on.line([(x, y), (x, y - 66)], paint.ink, width=3)
        on.disc((x, y - 70), 7, fill="#8d999f")
    rows, seats = (5, 12) if large else (4, 8 if space.people > 50 else 6)
    for row in range(rows):
        depth = 0.3 + row * 0.66 / (rows - 1)
        for n in range(seats):
            across = -0.86 + n * 1.72 / (seats - 1)
            if abs(across) > 0.1:
                chair(on, (across, depth))


def _desk_area(on: Canvas, space: SpaceSketch) -> None:
    window(on, (0.03, 0.97))
    plant(on, (-0.92, 0.12))
    plant(on, (0.92, 0.12))
    for row, depth in enumerate((0.3, 0.62, 0.98)):
        for across in (-0.66, -0.22, 0.22, 0.66):
            chair(on, (across, depth - 0.2))
        table(on, (0, depth), wide=0.84, back=0.16)
        for across in (-0.5, 0.1, 0.58):
            size, (x, y) = on.scale(depth), on.at((across, depth - 0.08), 74)
            colour = "#c3ccd0" if row % 2 else "#56636a"
            on.poly([(x - 30 * size, y), (x + 30 * size, y), (x + 26 * size, y - 34 * size),
                     (x - 26 * size, y - 34 * size)], colour)  # fmt: skip
    for across in (-0.5, 0.5):
        lamp(on, (across, 0.2), drop=70)


def _desk(on: Canvas, space: SpaceSketch) -> None:
    window(on, (0.16, 0.84))
    plant(on, (-0.84, 0.3))
    table(on, (0, 0.62), wide=0.58, back=0.34)
    if "monitor" in space.equipment:
        monitor(on, (-0.12, 0.4))
    x, y = on.at((0.3, 0.48), 74)
    on.rect((x, y - 26), (x + 22, y), fill=on.palette.accent, round_by=4)
    chair(on, (0, 0.94), colour="#e0b44f")


def _studio(on: Canvas, space: SpaceSketch) -> None:
    paint = on.palette
    for row in range(5):
        for n in range(10):
            left, top = LEFT + 8 + n * 47, TOP + 8 + row * 50
            shade = 0.75 if (n + row) % 2 else 0.9
            on.rect(
                (left, top), (left + 41, top + 44), fill=shaded(paint.accent, shade), round_by=4
            )
    table(on, (0, 0.46), wide=0.44, back=0.24)
    for across in (-0.2, 0.2):
        microphone(on, on.at((across, 0.36), 74), size=0.6)
        chair(on, (across * 1.6, 0.2), colour="#e0b44f")
    for across in (-0.8, 0.8):
        x, y = on.at((across, 0.5))
        on.line([(x, y), (x, y - 190)], paint.ink, width=4)
        on.rect((x - 44, y - 252), (x + 44, y - 186), fill="#fff3d2", round_by=6)
    for across in (-0.4, 0.4):
        x, y = on.at((across, 0.94))
        for dx in (-34, 0, 34):
            on.line([(x, y - 120), (x + dx, y)], paint.ink, width=4)
        on.rect((x - 40, y - 168), (x + 40, y - 118), fill="#3a3f45", round_by=6)
        on.disc((x, y - 143), 14, fill="#8fb5c4")


def _lab(on: Canvas, space: SpaceSketch) -> None:
    paint = on.palette
    on.rect(
        (LEFT + 20, TOP + 30), (LEFT + 270, FLOOR - 90), fill=shaded(paint.wood, 1.2), round_by=4
    )
    for n in range(14):
        left, top = LEFT + 40 + n % 7 * 33, TOP + 50 + n // 7 * 56
        on.line([(left, top), (left, top + 34)], (paint.ink, paint.accent)[n % 2], width=5)
        on.disc((left, top), 7, fill=paint.ink)
    window(on, (0.64, 0.97))
    for across in (-0.5, 0.5):
        table(on, (across, 0.5), wide=0.36, back=0.3)
    x, y = on.at((-0.55, 0.36), 74)
    on.rect((x - 60, y - 112), (x + 60, y), fill="#4a545a", round_by=4)
    on.rect((x - 50, y - 102), (x + 50, y - 14), fill="#dcebee")
    on.rect((x - 50, y - 74), (x + 50, y - 68), fill="#4a545a")
    on.poly([(x - 7, y - 68), (x + 7, y - 68), (x, y - 54)], "#e0b44f")
    on.poly([(x - 26, y - 14), (x + 26, y - 14), (x + 14, y - 46), (x - 14, y - 46)], paint.accent)
    x, y = on.at((0.5, 0.36), 74)
    on.rect((x - 88, y - 62), (x + 88, y), fill="#8e2f2a", round_by=6)
    on.poly([(x - 70, y - 62), (x + 70, y - 62), (x + 60, y - 88), (x - 60, y - 88)], "#f3c8a8")
    for across in (-0.62, -0.2, 0.24, 0.66):
        chair(on, (across, 0.8), colour="#8b6b4a", from_behind=False)


def _equipment(on: Canvas, space: SpaceSketch) -> None:
    table(on, (0, 0.72), wide=0.9, back=0.5)
    (x1, y1), (x2, _same) = on.at((-0.72, 0.5), 74), on.at((0.72, 0.5), 74)
    on.rect((x1, y1 - 150), (x2, y1 + 30), fill="#2f363b", round_by=14)
    on.rect((x1 + 12, y1 - 20), (x2 - 12, y1 + 20), fill="#4b545a", round_by=8)
    for n in range(8):
        x = x1 + 46 + n * (x2 - x1 - 92) / 7
        microphone(on, (x, y1 + 4))
        on.disc((x, y1 + 20), 4, fill="#7ddc8a")


SCENES = {
    Kind.ROOM: _meeting_room,
    Kind.HALL: _hall,
    Kind.DESK_AREA: _desk_area,
    Kind.DESK: _desk,
    Kind.STUDIO: _studio,
    Kind.LAB: _lab,
    Kind.EQUIPMENT: _equipment,
}
