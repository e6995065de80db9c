"""The fact base: pure and synchronous; no Discord, no network, no clock of its own."""
