"""The steps from one schema of the state to the next; applied by :mod:`bot.state.migrate`."""
