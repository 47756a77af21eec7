"""Pure decisions about figures: the funnel, and which numbers are too small to be told."""
