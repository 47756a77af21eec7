"""Learning: progress, quizzes, assignments, discussion, and the kit to take along."""
