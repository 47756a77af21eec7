"""What is being done while somebody waits for a proposal."""

from enum import StrEnum


class Phase(StrEnum):
    """In this order; not every answer goes through all of them."""

    READING = "reading"
    TOTAL = "total"  # the greatest total
    HEIGHT = "height"  # how high the floor for the worst-off can be
    LIFTING = "lifting"  # the greatest total above the floor
    FEWEST = "fewest"  # the fewest published pairs let go
    WRITING = "writing"
