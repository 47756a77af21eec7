"""What is true about reading, scoring and ranking, whatever the database says.

Everything here is a function of its arguments: the order in which things are handed over does not
matter, and the same seed gives the same answer. Ids are opaque strings.
"""
