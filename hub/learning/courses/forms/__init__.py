"""Forms with which courses are kept."""
