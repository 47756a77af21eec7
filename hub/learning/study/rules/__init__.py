"""What is true of learning: progress, tries at a quiz, marks by a rubric. Pure decisions."""
