"""Builds the image and tries it: ``python -m tools.image_check``, or ``make image-check``."""
