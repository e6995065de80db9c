"""The daily briefing: when it is due, what it says."""
