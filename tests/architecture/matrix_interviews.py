"""Who may stand in which door of interviews; how to read it stands in `matrix`."""

EVERYONE = """
"""

PEOPLE = """
"""

STAFF = """
"""
