"""How startups in cohorts look in JSON."""
