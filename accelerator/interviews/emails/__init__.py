"""What we write about interviews."""
