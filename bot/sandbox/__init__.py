"""A Discord on loopback, for trying the bot and for the tests; production never imports it."""
