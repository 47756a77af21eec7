"""Forms of those who teach."""
