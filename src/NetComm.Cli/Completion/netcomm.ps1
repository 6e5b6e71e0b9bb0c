# Completes netcomm in PowerShell. In $PROFILE: netcomm completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName netcomm -ScriptBlock {
    param($word, $command, $cursor)
    $line = $command.ToString()
    if ($cursor -gt $line.Length) { $line += ' ' } else { $line = $line.Substring(0, $cursor) }
    netcomm completion --line $line 2>$null | ForEach-Object {
        $text = if ($_ -match '\s') { "'$_'" } else { $_ }
        [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
    }
}
