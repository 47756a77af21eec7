"""The way into a class session: invitations, changes, reminders, and the door to the video room."""
