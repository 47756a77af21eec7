"""Pure decisions about courses: what a syllabus consists of, and how a quiz is marked."""
