"""Programmes and cohorts by API: for everybody what is public, for managers all of theirs."""

from accelerator.programmes.api import cohorts, programmes
from accelerator.programmes.api.groups import endpoints

__all__ = ["cohorts", "endpoints", "programmes"]
