"""Pictures of the demo world's spaces: drawn here, by nobody's camera."""
