"""Checking in, the list, reports of video providers, and what is counted of them."""
