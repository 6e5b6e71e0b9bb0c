# Completes netcomm in zsh. In ~/.zshrc, behind compinit: eval "$(netcomm completion zsh)"
_netcomm() {
    local -a found folders
    found=(${(f)"$(netcomm completion --line "${(j: :)words[1,CURRENT-1]} ${PREFIX}" 2>/dev/null)"})
    folders=(${(M)found:#*/})
    found=(${found:#*/})
    (( $#found )) && compadd -- $found
    # A folder is not the end of a path.
    (( $#folders )) && compadd -S '' -- $folders
    (( $#found + $#folders )) || _files
}
compdef _netcomm netcomm
