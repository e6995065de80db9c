"""How the process is: light counters, a watchdog, and with ``DOSSIER_HTTP_PORT`` pages that tell it to machines.

- :mod:`meter` is the observer: it counts in plain numbers and needs no library.
- :mod:`watchdog` ends a process whose event loop or gateway is dead.
- :mod:`readiness` decides, purely, whether the bot does its work.
- :mod:`metrics` and :mod:`server` are imported only when there is a port to serve them on.
- :mod:`living` puts them around the bot.
"""
