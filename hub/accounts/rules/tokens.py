"""API tokens: how they look and how exactly their use is noted."""

from datetime import timedelta

#: Lets scanners of public code recognise a leaked one.
PREFIX = "fch_"
SHOWN = 8
#: More would be a write at every call.
USE_NOTED_EVERY = timedelta(minutes=1)
MOST_LIVE = 20
LONGEST_NAME = 80
