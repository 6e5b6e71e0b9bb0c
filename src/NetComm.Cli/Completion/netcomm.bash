# Completes netcomm in bash. In ~/.bashrc: eval "$(netcomm completion bash)"
_netcomm() {
    local word
    COMPREPLY=()
    while IFS= read -r word; do
        [ -n "$word" ] && COMPREPLY+=("$(printf '%q' "$word")")
    done < <(netcomm completion --line "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    # A folder is not the end of a path.
    if [ "${#COMPREPLY[@]}" -eq 1 ] && [ "${COMPREPLY[0]%/}" != "${COMPREPLY[0]}" ]; then compopt -o nospace 2>/dev/null || true; fi
}
complete -o default -F _netcomm netcomm
