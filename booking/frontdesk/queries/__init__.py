"""What can be asked at the desk: the day, whom a closure hits, and what instead. Reads only."""
