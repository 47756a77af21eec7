"""What can be done in a class: read, answer, hand in, mark, speak, take along, judge."""
