"""What those who teach ask and read, in JSON."""
