"""Questions about classes. Nothing here changes anything."""
