"""How rounds, reviewers and reviews look in JSON, by noun."""
