"""What stands and hangs in the rooms."""

from hub.demo.places.pictures.canvas import FLOOR, LEFT, RIGHT, TOP, Canvas, Place, Point, shaded

#: A part of the back wall's width, which is 1.
Span = tuple[float, float]


def window(on: Canvas, span: Span) -> None:
    """In the back wall: the city, and trees."""
    x1, x2 = (LEFT + part * (RIGHT - LEFT) for part in span)
    y1, y2, paint = TOP + 36, FLOOR - 74, on.palette
    on.rect((x1 - 5, y1 - 5), (x2 + 5, y2 + 5), fill=shaded(paint.wood, 1.1), round_by=3)
    on.rect((x1, y1), (x2, y2), fill=paint.sky)
    x, n = x1, 0
    while x < x2 - 4:
        width, height = 22 + 11 * (n * 7 % 4), 34 + 17 * (n * 5 % 6)
        on.rect((x, y2 - min(height, y2 - y1 - 12)), (min(x + width, x2), y2),
                fill=shaded(paint.sky, 0.82 + n % 3 * 0.05))  # fmt: skip
        x, n = x + width + 6, n + 1
    for k in range(int((x2 - x1) // 34)):
        on.disc((x1 + 18 + 34 * k, y2 - 8), 11 + k % 3 * 2, fill="#6f9a6b")
    on.rect((x1, y2 - 5), (x2, y2), fill="#5d8a5c")
    for k in range(1, round((x2 - x1) / 90)):
        bar = x1 + k * (x2 - x1) / round((x2 - x1) / 90)
        on.line([(bar, y1), (bar, y2)], shaded(paint.wood, 1.1), width=3)


def screen(on: Canvas, span: Span, *, camera: bool = False) -> None:
    x1, x2 = (LEFT + part * (RIGHT - LEFT) for part in span)
    y1 = TOP + 44
    y2 = y1 + min((x2 - x1) * 0.56, 150)
    on.rect((x1, y1), (x2, y2), fill=on.palette.ink, round_by=5)
    on.rect((x1 + 6, y1 + 6), (x2 - 6, y2 - 6), fill="#e9f3f4")
    height = y2 - y1 - 40
    for n, part in enumerate((0.4, 0.7, 0.55, 0.9)):
        x = x1 + 20 + n * (x2 - x1 - 40) / 4
        on.rect((x, y2 - 18 - part * height), (x + (x2 - x1) / 8, y2 - 18), fill=on.palette.accent)
    if camera:
        middle = ((x1 + x2) / 2, y1 - 8)
        on.rect(
            (middle[0] - 22, y1 - 14), (middle[0] + 22, y1 - 2), fill=on.palette.ink, round_by=6
        )
        on.disc(middle, 3.5, fill="#8fd0d6")


def whiteboard(on: Canvas, span: Span) -> None:
    x1, x2 = (LEFT + part * (RIGHT - LEFT) for part in span)
    y1, y2 = TOP + 52, FLOOR - 84
    on.rect((x1 - 4, y1 - 4), (x2 + 4, y2 + 4), fill="#b9c0c2", round_by=3)
    on.rect((x1, y1), (x2, y2), fill="#fdfdfb")
    for n, length in enumerate((0.7, 0.5, 0.62)):
        y = y1 + 20 + 22 * n
        on.line([(x1 + 12, y), (x1 + 12 + length * (x2 - x1 - 24), y)], on.palette.accent, width=3)


def chair(on: Canvas, place: Place, *, colour: str = "", from_behind: bool = True) -> None:
    size, (x, y) = on.scale(place[1]), on.at(place)
    colour = colour or on.palette.accent
    for side in (-18, 18):
        foot = [(x + side * size, y), (x + side * size, y - 46 * size)]
        on.line(foot, on.palette.ink, width=3 * size)
    seat = shaded(colour, 0.85)
    on.rect((x - 25 * size, y - 56 * size), (x + 25 * size, y - 44 * size), fill=seat,
            round_by=5 * size)  # fmt: skip
    if from_behind:
        on.rect((x - 25 * size, y - 112 * size), (x + 25 * size, y - 58 * size), fill=colour,
                round_by=9 * size)  # fmt: skip


def table(on: Canvas, near: Place, *, wide: float, back: float) -> None:
    """`wide` in parts of the room's half width, `back` in its depth."""
    (across, depth), high, paint = near, 74, on.palette
    corners = [
        on.at((across - wide, depth), high), on.at((across + wide, depth), high),
        on.at((across + wide, depth - back), high), on.at((across - wide, depth - back), high),
    ]  # fmt: skip
    for edge in (-wide * 0.92, wide * 0.92):
        foot = on.at((across + edge, depth))
        on.line([foot, on.at((across + edge, depth), high)], shaded(paint.wood, 0.6), width=6)
    on.poly(corners, shaded(paint.wood, 1.12))
    (x1, y1), (x2, y2) = corners[:2]
    on.rect((x1, y1), (x2, y2 + 9 * on.scale(depth)), fill=shaded(paint.wood, 0.82))


def plant(on: Canvas, place: Place) -> None:
    size, (x, y) = on.scale(place[1]), on.at(place)
    on.poly([(x - 20 * size, y - 46 * size), (x + 20 * size, y - 46 * size),
             (x + 14 * size, y), (x - 14 * size, y)], "#c77b52")  # fmt: skip
    leaves = ((-30, 96), (28, 104), (0, 132), (-16, 74), (18, 78), (-6, 104))
    for n, (dx, dy) in enumerate(leaves):
        on.disc(
            (x + dx * size, y - dy * size), 25 * size, fill=("#4f8656", "#5f9a63", "#6fa86d")[n % 3]
        )


def lamp(on: Canvas, place: Place, *, drop: float = 120) -> None:
    """Hanging above a place."""
    size, (x, _y) = on.scale(place[1]), on.at(place)
    y = TOP * (1 - place[1]) + drop * size
    on.line([(x, TOP * (1 - place[1])), (x, y)], on.palette.ink, width=2)
    on.poly([(x - 34 * size, y + 26 * size), (x + 34 * size, y + 26 * size),
             (x + 12 * size, y), (x - 12 * size, y)], on.palette.accent)  # fmt: skip
    on.disc((x, y + 27 * size), 8 * size, fill="#ffe9b0")


def monitor(on: Canvas, place: Place, *, up: float = 74) -> None:
    """On a table that stands there."""
    size, (x, y) = on.scale(place[1]), on.at(place, up)
    on.rect((x - 4 * size, y - 18 * size), (x + 4 * size, y), fill=on.palette.ink)
    on.rect((x - 46 * size, y - 74 * size), (x + 46 * size, y - 16 * size), fill=on.palette.ink,
            round_by=4 * size)  # fmt: skip
    on.rect((x - 41 * size, y - 69 * size), (x + 41 * size, y - 21 * size), fill="#9fc6cc")


def microphone(on: Canvas, foot: Point, *, size: float = 1) -> None:
    x, y = foot
    on.rect((x - 7 * size, y - 92 * size), (x + 7 * size, y), fill="#39434a", round_by=6 * size)
    on.disc((x, y - 104 * size), 17 * size, fill="#8d999f")
    on.rect((x - 17 * size, y - 96 * size), (x + 17 * size, y - 90 * size), fill=on.palette.accent)
