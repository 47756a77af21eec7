"""Forms of mentors, their hours, what they give and what both sides wish."""
