"""Everything that can be done with rounds, reviewers, reads and marks, by noun."""
