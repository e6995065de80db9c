"""Draws pictures: SVG in, PNG out, in a process of their own.

``painter`` is what the bot uses; ``worker`` is the process it starts; ``png`` looks at what came out.
"""
