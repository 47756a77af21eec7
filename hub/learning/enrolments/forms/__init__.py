"""Forms of enrolments."""
