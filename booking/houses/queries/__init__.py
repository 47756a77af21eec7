"""Questions about a house that its staff ask."""
