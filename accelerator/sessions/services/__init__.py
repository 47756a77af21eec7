"""Things one can do with sessions. Each raises a HubError or succeeds whole."""
