"""Pure decisions about completion, and the forms in which certificates are signed."""
