"""Whether briefings are delivered exactly once, with processes killed at every step and at any moment."""
