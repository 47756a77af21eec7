"""Who may stand in which door of figures; how to read it stands in `matrix`."""

EVERYONE = """
"""

PEOPLE = """
"""

STAFF = """
"""
