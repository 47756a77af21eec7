"""Sessions and office hours in JSON. The address of a video meeting is in none of them."""
