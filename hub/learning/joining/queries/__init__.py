"""Questions about ways in, notices, reminders and calendars."""
