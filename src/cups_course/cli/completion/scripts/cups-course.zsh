#compdef cups-course
# Completion of cups-course for zsh. Written by: cups-course completion zsh
_cups_course() {
    local kind word says
    local -a words_found lines_shown
    integer widest=0
    local program=${~words[1]}
    whence -p -- "$program" > /dev/null || program=cups-course
    local answer
    answer=$(command "$program" __complete zsh "${(@Q)words[2,CURRENT-1]}" "=${(Q)PREFIX}" 2> /dev/null)
    local -a answered=("${(@f)answer}")
    kind=$answered[1]
    if [[ $kind == files ]]; then
        [[ $PREFIX == --*=* ]] && compset -P '*='
        _files
        return
    fi
    local line
    for line in "${(@)answered[2,-1]}"; do
        word=${line%%$'\t'*}
        words_found+=("$word")
        (( $#word > widest )) && widest=$#word
    done
    for line in "${(@)answered[2,-1]}"; do
        word=${line%%$'\t'*} says=${line#*$'\t'}
        lines_shown+=("${(r:widest:)word}${says:+  -- $says}")
    done
    (( $#words_found )) && compadd -V cups-course -l -d lines_shown -a words_found
}
if (( ! $+functions[compdef] )); then
    autoload -Uz compinit && compinit
fi
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _cups_course "$@"
else
    compdef _cups_course cups-course
fi
