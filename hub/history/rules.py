"""The seal of an entry: SHA-256 over its canonical text and the seal before it."""

import hashlib
import json
from datetime import datetime
from enum import Enum
from typing import Any

#: The chain starts from this, not from nothing, so that an emptied table is noticed.
FIRST_SEAL = "0" * 64


def seal(content: dict[str, Any], previous: str) -> str:
    """Hex digest over `previous` and the content as JSON with sorted keys (RFC 8785 in spirit:
    only strings, whole numbers, booleans, null, lists and objects occur)."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def plain(value: Any) -> Any:
    """A value as JSON can keep it and a seal can cover it: the same text, always."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | bool):
        return value
    return str(value)
