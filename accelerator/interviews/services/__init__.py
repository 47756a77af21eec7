"""Things one can do with interview days. Each raises a HubError or succeeds whole."""
