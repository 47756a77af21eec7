"""Mails about class sessions. Where one meets on video is never said: our own page is the way."""
