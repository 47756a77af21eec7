"""Forms of the meeting, of releases, feedback and answers."""
