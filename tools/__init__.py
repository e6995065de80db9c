"""Programs for those who build and run Dossier; nothing here is part of it."""
