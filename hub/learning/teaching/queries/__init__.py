"""Questions of those who teach. Nothing here changes anything."""
