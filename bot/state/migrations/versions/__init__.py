"""Migrations in order; each file is one step."""
