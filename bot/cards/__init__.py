"""Cards, pure: an answer becomes a Components V2 view and its plain-text twin."""
