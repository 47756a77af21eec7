"""What those who teach can do beyond their sessions, the register and marking."""
