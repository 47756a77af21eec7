"""Certificates by API."""

from hub.learning.certificates.api import certificates, completions
from hub.learning.certificates.api.groups import endpoints

__all__ = ["certificates", "completions", "endpoints"]
