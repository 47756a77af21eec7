"""MP4 and WebM by their structure."""

from pathlib import Path

#: Brands of ISO media files that browsers play, or that phones write.
_BRANDS = (b"isom", b"iso", b"mp4", b"avc1", b"M4V", b"dash", b"MSNV", b"qt  ", b"3gp")
_MOST_BOXES = 10_000


def content_type_of(path: Path, head: bytes) -> str:
    """`video/mp4`, `video/webm`, or empty."""
    if head[4:8] == b"ftyp" and head[8:12].startswith(_BRANDS) and _is_whole(path):
        return "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"\x42\x82\x84webm" in head[:64]:
        return "video/webm"
    return ""


def _is_whole(path: Path) -> bool:
    """Boxes one after the other, from the first byte to the last, one of them the film's index."""
    size, at, seen = path.stat().st_size, 0, set()
    with path.open("rb") as file:
        for _count in range(_MOST_BOXES):
            if at == size:
                break
            file.seek(at)
            header = file.read(16)
            length = int.from_bytes(header[:4], "big")
            if length == 1:  # the length follows, as 64 bits
                length = int.from_bytes(header[8:16], "big")
            elif length == 0:  # until the end
                length = size - at
            if length < 8 or at + length > size:
                return False
            seen.add(header[4:8])
            at += length
    return at == size and b"moov" in seen
