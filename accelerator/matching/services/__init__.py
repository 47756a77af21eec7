"""Things one can do with proposals and pairs."""
