"""The command line: each module holds the commands of one sort; `parser` says what they are called."""
