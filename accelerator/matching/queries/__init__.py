"""What one can ask about proposals and pairs."""
