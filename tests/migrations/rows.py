"""A believable row for the tables that carry people's matters, columns of all versions together."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hub.core.ids import new_id

AT = datetime(2026, 11, 23, 7, tzinfo=UTC)
PERSON, SITE, UNIT, SEATS, SPACE, BOOKING = (new_id() for _ in range(6))
ORGANISATION = new_id()
POOL, PLACE = new_id(), new_id()

ROWS: dict[str, dict[str, Any]] = {
    "users": {
        "id": PERSON, "name": "Ayu", "email": "ayu@hub.example", "language": "id",
        "zone": "Asia/Jakarta", "joined_at": AT, "email_verified_at": AT,
    },
    "grants": {
        "id": new_id(), "user_id": PERSON, "role": "founder", "scope_kind": "platform",
        "granted_at": AT, "granted_by_id": PERSON,
    },
    "sites": {
        "id": SITE, "code": "jkt", "name": "Jakarta", "city": "Jakarta", "zone": "Asia/Jakarta",
        "currency": "IDR", "holiday_calendar": "ID", "address": "",
    },
    "organisations": {
        "id": ORGANISATION, "name": "Air Bersih", "kind": "startup", "city": "", "website": "",
        "about": "", "tags": '["water","café"]', "made_at": AT,
    },
    "memberships": {
        "id": new_id(), "organisation_id": ORGANISATION, "user_id": PERSON, "role": "owner",
        "title": "", "joined_at": AT,
    },
    "history": {
        "id": new_id(), "number": 1, "at": AT, "via": "web", "action": "person.joined",
        "subject_kind": "users", "subject_id": PERSON, "before": "{}", "after": '{"n":null}',
        "reason": "", "seal": "0" * 64,
    },
    "units": {"id": UNIT, "site_id": SITE, "name": "Ciliwung", "pooled": False, "places": 1},
    "spaces": {
        "id": SPACE, "site_id": SITE, "name": "Ciliwung", "slug": "ciliwung", "kind": "room",
        "about": "", "capacity_people": 8, "equipment": '["screen"]', "setup_minutes": 0,
        "cleanup_minutes": 0, "buffer_minutes": 0, "grid_minutes": 15, "shortest_minutes": 30,
        "longest_minutes": 600, "lead_minutes": 0, "window_days": 120, "hourly_rate_minor": 0,
        "requires_approval": False, "position": 0, "made_at": AT, "plan": "null",
    },
    "space_units": {"id": new_id(), "space_id": SPACE, "unit_id": UNIT},
    "occupancies": {
        "id": new_id(), "unit_id": UNIT, "pooled": False, "quantity": 1, "starts_at": AT,
        "ends_at": AT + timedelta(hours=1), "taker_kind": "booking", "taker_id": BOOKING,
    },
    "bookings": {
        "id": BOOKING, "reference": "7KQ4MD", "space_id": SPACE, "kind": "booking",
        "state": "confirmed", "starts_at": AT, "ends_at": AT + timedelta(hours=1),
        "starts_local": "2026-11-23T14:00", "ends_local": "2026-11-23T15:00",
        "zone": "Asia/Jakarta", "setup_minutes": 0, "cleanup_minutes": 0, "people": 2,
        "quantity": 1, "purpose": "Stand-up", "booked_by_id": PERSON, "booked_for_id": PERSON,
        "price_minor": 0, "currency": "IDR", "version": 1, "ical_sequence": 0, "made_at": AT,
    },
    "pools": {
        "id": POOL, "owner_kind": "cohorts", "owner_id": ORGANISATION, "seats": 1,
        "offer_minutes": 2880, "reminder_minutes": "[1440]", "zone": "UTC", "quiet_from": 1260,
        "quiet_until": 420, "lapse_policy": "final", "max_lapses": 2, "auto_promote": True,
        "last_number": 2, "made_at": AT,
    },
    "places": {
        "id": PLACE, "pool_id": POOL, "party_id": PERSON, "state": "confirmed", "zone": "UTC",
        "offer_number": 0, "lapses": 0, "version": 1, "made_at": AT,
    },
    "place_events": {
        "id": new_id(), "pool_id": POOL, "number": 2, "place_id": PLACE, "kind": "taken",
        "at": AT, "reason": "", "after": "confirmed",
    },
}  # fmt: skip


def row_for(table: str, columns: Any) -> dict[str, Any]:
    """The columns that the table has at this revision."""
    return {name: value for name, value in ROWS[table].items() if name in columns}
