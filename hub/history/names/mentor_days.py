"""The names of what mentor days record."""

from typing import Any

ACTIONS: dict[str, Any] = {}
FIELDS: dict[str, Any] = {}
SUBJECTS: dict[str, Any] = {}
STATES: dict[str, Any] = {}
