"""Figures: read from everything below, changing nothing."""
