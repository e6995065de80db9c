"""The seed files: their schema, loader, rules and canonical form."""
