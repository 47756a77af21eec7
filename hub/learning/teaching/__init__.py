"""The instructor's desk, and what support organisations have learnt."""
