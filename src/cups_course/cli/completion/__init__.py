"""What Tab offers: what the shell asks, what may stand there, and the scripts that bring the two together.

A script calls `cups-course __complete SHELL WORD... =TYPED`: the words before the one that is being typed, and that
one after a `=`, because some shells drop an argument that is empty. For bash it is the line up to the cursor, and the
end of it that bash will replace: `__complete bash =LINE =END`. The answer is a line that says what follows, `words` or
`files` (the shell's own completion of names), and a line for each word: the word, a tab, what is said of it.
"""

SHELLS = ("bash", "zsh", "fish", "powershell")
"""The shells that there is a script for."""
