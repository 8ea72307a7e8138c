# Completion of cups-course for fish. Written by: cups-course completion fish
function __cups_course_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l unquoted (string unescape -- $typed)
    test -n "$unquoted"; and set typed $unquoted
    set -l answered (command $words[1] __complete fish $words[2..-1] "=$typed" 2>/dev/null)
    if test "$answered[1]" = files
        __fish_complete_path (string replace -r -- '^--[^=]*=' '' "$typed")
    else
        printf '%s\n' $answered[2..-1]
    end
end
complete -c cups-course -e
complete -c cups-course -k -f -a '(__cups_course_complete)'
