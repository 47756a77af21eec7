"""Forms of those who manage spaces."""
