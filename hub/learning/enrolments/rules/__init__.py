"""Pure decisions of enrolment: where somebody stands, and whether they may come in."""
