"""Start and stop of a process that serves Discord, beside others that stand by.

- :mod:`ending`: why it ends, the first reason counts; signals.
- :mod:`apart`: blocking work in a thread that nobody has to wait for.
- :mod:`folder`: whether the data folder can be written, and what to do when not.
- :mod:`lease`, :mod:`tenure`: one process serves, the others stand by and take over.
- :mod:`login`: logging in, again and again while Discord cannot be reached.
- :mod:`budget`: a token has only so many sessions in a day.
- :mod:`session`: login, budget and connection, until the end.
"""
