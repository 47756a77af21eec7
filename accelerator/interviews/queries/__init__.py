"""What can be asked about interviews."""
