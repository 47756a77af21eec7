"""What pages about reviews take in, by noun."""
