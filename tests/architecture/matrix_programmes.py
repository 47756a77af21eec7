"""Who may stand in which door of programmes; how to read it stands in `matrix`."""

EVERYONE = """
GET              /calls/<slug>
GET              /programmes
GET              /programmes/<slug>
"""

PEOPLE = """
"""

STAFF = """
"""
