"""The command line: the application, the group that builds the command called, and what the commands share."""
