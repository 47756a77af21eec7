"""What founders and staff fill in about a startup in its cohort."""
