"""A room in one-point perspective to draw on, in flat colours.

A place on the floor is (across, depth): across from -1 (left wall) to 1, depth from 0 (back wall)
to 1 (in front of us). Heights and widths are of things in front; further back they shrink.
"""

import io
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINER = 960, 640, 2
LEFT, RIGHT, TOP, FLOOR = 240, 720, 120, 380
Point = tuple[float, float]
Place = tuple[float, float]


@dataclass(frozen=True)
class Palette:
    wall: str
    floor: str
    wood: str
    accent: str
    sky: str = "#cfe6ee"
    ink: str = "#2c3a40"


MORNING = (
    Palette("#f4ede1", "#d9c7ad", "#b98a5a", "#0d6b64"),
    Palette("#eaf1ee", "#cfd3c8", "#a8794c", "#c4572e"),
    Palette("#f3e9e4", "#d2bfb2", "#9c6b4a", "#3b5b92"),
    Palette("#eef0f5", "#c9ccd4", "#b08d62", "#8a4f7d"),
    Palette("#f5f1dc", "#d6cda9", "#a67c4e", "#2f7d4f"),
)


def shaded(colour: str, by: float) -> str:
    """Darker below 1, lighter above."""
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{max(0, min(255, round(part * by))):02x}" for part in parts)


def by_night(day: Palette) -> Palette:
    """The same room when the sun goes down."""
    wall, floor, wood = (shaded(each, 0.86) for each in (day.wall, day.floor, day.wood))
    return replace(day, wall=wall, floor=floor, wood=wood, sky="#f0b98a")


class Canvas:
    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self._image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), palette.wall)
        self._draw = ImageDraw.Draw(self._image)

    def at(self, place: Place, up: float = 0) -> Point:
        """Where a place on the floor is seen, `up` so much above it."""
        across, depth = place
        half = (RIGHT - LEFT) / 2 + 240 * depth
        return WIDTH / 2 + across * half, FLOOR + 260 * depth - up * self.scale(depth)

    @staticmethod
    def scale(depth: float) -> float:
        return 0.5 + depth / 2

    def poly(self, points: list[Point], colour: str) -> None:
        self._draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def rect(self, corner: Point, other: Point, *, fill: str, round_by: float = 0) -> None:
        (x1, y1), (x2, y2) = corner, other
        box = tuple(FINER * n for n in (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
        self._draw.rounded_rectangle(box, radius=round_by * FINER, fill=fill)

    def disc(self, middle: Point, radius: float, *, fill: str) -> None:
        x, y = middle
        self._draw.ellipse([FINER * n for n in (x - radius, y - radius, x + radius, y + radius)],
                           fill=fill)  # fmt: skip

    def line(self, points: list[Point], colour: str, *, width: float = 3) -> None:
        self._draw.line([(x * FINER, y * FINER) for x, y in points], fill=colour,
                        width=max(1, round(width * FINER)), joint="curve")  # fmt: skip

    def room(self) -> None:
        """Walls, ceiling and floor, with boards that lead to the back."""
        wall, floor = self.palette.wall, self.palette.floor
        self.poly([(0, 0), (WIDTH, 0), (RIGHT, TOP), (LEFT, TOP)], shaded(wall, 1.04))
        self.poly([(0, 0), (LEFT, TOP), (LEFT, FLOOR), (0, HEIGHT)], shaded(wall, 0.93))
        self.poly([(WIDTH, 0), (RIGHT, TOP), (RIGHT, FLOOR), (WIDTH, HEIGHT)], shaded(wall, 0.89))
        self.rect((LEFT, TOP), (RIGHT, FLOOR), fill=wall)
        self.poly([(LEFT, FLOOR), (RIGHT, FLOOR), (WIDTH, HEIGHT), (0, HEIGHT)], floor)
        for n in range(-7, 8):
            self.line([self.at((n / 8, 0)), self.at((n / 8, 1))], shaded(floor, 0.95), width=1.5)
        self.line([(LEFT, FLOOR), (RIGHT, FLOOR)], shaded(floor, 0.8), width=3)

    def box(self, near: Place, size: tuple[float, float, float], *, fill: str) -> None:
        """A block whose front stands at `near` (its middle): width and height as seen in front,
        and how deep it goes back."""
        width, height, back = size
        (across, depth), behind = near, near[1] - back
        x, y = self.at(near)
        w, h = width / 2 * self.scale(depth), height * self.scale(depth)
        x2, _floor = self.at((across, behind))
        top, w2 = self.at((across, behind), height)[1], width / 2 * self.scale(behind)
        self.poly([(x - w, y - h), (x + w, y - h), (x2 + w2, top), (x2 - w2, top)],
                  shaded(fill, 1.12))  # fmt: skip
        if x2 - w2 > x - w and across > 0:
            self.poly([(x - w, y - h), (x2 - w2, top), (x2 - w2, _floor), (x - w, y)],
                      shaded(fill, 0.8))  # fmt: skip
        if x2 + w2 < x + w and across < 0:
            self.poly([(x + w, y - h), (x2 + w2, top), (x2 + w2, _floor), (x + w, y)],
                      shaded(fill, 0.8))  # fmt: skip
        self.rect((x - w, y - h), (x + w, y), fill=fill)

    def png(self) -> bytes:
        out = io.BytesIO()
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        small.save(out, "PNG", compress_level=1)
        return out.getvalue()
