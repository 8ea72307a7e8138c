# Completion of cups-course for bash, 3.2 and newer. Written by: cups-course completion bash
_cups_course() {
    local program=${1/#\~/$HOME} kind='' word says widest=0
    local -a words=() beside=()
    [[ $(type -t -- "$program") == file ]] || program=cups-course
    COMPREPLY=()
    while IFS=$'\t' read -r word says; do
        if [[ -z $kind ]]; then
            kind=$word
        else
            words+=("$word")
            beside+=("$says")
            (( ${#word} > widest )) && widest=${#word}
        fi
    done < <(command "$program" __complete bash "=${COMP_LINE:0:COMP_POINT}" "=$2" 2> /dev/null)
    if [[ $kind == files ]]; then
        compopt -o default 2> /dev/null || COMPREPLY=($(compgen -f -- "$2"))
        return
    fi
    compopt -o nosort 2> /dev/null
    # What is said of each word is shown only where they are listed, never put in: 33, 63 and 64 are "list them".
    local number
    for (( number = 0; number < ${#words[@]}; number++ )); do
        if (( ${#words[@]} > 1 )) && [[ " 33 63 64 " == *" $COMP_TYPE "* && -n ${beside[number]} ]]; then
            printf -v word "%-${widest}s  (%s)" "${words[number]}" "${beside[number]}"
            COMPREPLY+=("$word")
        else
            COMPREPLY+=("${words[number]}")
        fi
    done
}
complete -F _cups_course cups-course
