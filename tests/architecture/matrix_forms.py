"""Who may stand in which door of forms; how to read it stands in `matrix`."""

EVERYONE = """
"""

PEOPLE = """
"""

STAFF = """
"""
