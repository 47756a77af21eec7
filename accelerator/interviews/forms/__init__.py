"""Forms about interview days."""
