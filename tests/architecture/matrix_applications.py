"""Who may stand in which door of applications; how to read it stands in `matrix`."""

EVERYONE = """
"""

PEOPLE = """
"""

STAFF = """
"""
