"""What is taught: courses, their versions, and the lessons, quizzes and assignments of each."""
