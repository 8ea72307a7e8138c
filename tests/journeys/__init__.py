"""The installed command, driven as a person would: real processes, files, editors, terminals and clipboards."""
