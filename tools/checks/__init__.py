"""What must hold of the whole repository. A check is a function that returns its findings, a line
each; none means that all is well. `Skipped` says plainly why a check had nothing to look at."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("hub", "booking", "accelerator")


class Skipped(Exception):
    """There is nothing to check here yet, or it cannot be checked; the message says which."""
