"""Questions about rounds, reviewers, reads and marks, by noun."""
