"""Tab completion: the scripts for the shells, and the answers to what they ask.

A script calls `cups-course __complete SHELL WORD... =TYPED`: the words before the cursor's word, then that word behind
a `=`, because some shells drop an empty argument. For bash it is `__complete bash =LINE =END`: the line up to the
cursor, and the end of it that bash will replace. The answer begins with a line `words`, or `files` if the shell should
complete file names. After `words` comes a line for each word: the word, a tab, its description.
"""

SHELLS = ("bash", "zsh", "fish", "powershell")
"""The shells with a script in `scripts`."""
