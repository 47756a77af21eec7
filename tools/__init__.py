"""The project's own tools: what `make` calls. Nothing here is needed to run the hub."""
