#!/usr/bin/env bash
# Guess: what PowerShell refuses before a script begins (a value outside ValidateSet, a Mandatory parameter that nobody can be asked for, an unknown parameter) has
#        an exit status of its own, as a usage error has elsewhere; and 'pwsh -Command ./script.ps1' ends with the script's status, as 'pwsh -File script.ps1' does.
# Seen:  each of the three ends with 1, which a script may well use for an answer. -Command makes 1 of every status but 0: 3 becomes 1.
#        A misspelt keyword in comment-based help (.NOTE for .NOTES) is no error: all of the help is dropped without a word, and Get-Help makes up another.
# With:  PowerShell 7.6.9, the .NET tool, on .NET 10.
# Matters here: 1 says that an expectation failed, 2 that the command line is wrong. So run-scenario.ps1 declares nothing that PowerShell could refuse, the README
#        and CI run it with -File, and CI looks at the help's parts.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
dotnet tool install PowerShell --version 7.6.9 --tool-path "$work/tools" > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 2; }
pwsh=$work/tools/pwsh

cat > "$work/strict.ps1" <<'PS'
[CmdletBinding()]
param([Parameter(Mandatory = $true)] [string] $File, [ValidateSet('one', 'two')] [string] $Mode = 'one')
exit 3
PS
cat > "$work/helped.ps1" <<'PS'
<#
.SYNOPSIS
Says hello.
.NOTE
A keyword that does not exist.
#>
param([string] $Name)
PS

# ended WHAT ARGUMENTS…: how pwsh ended.
ended() {
    local what=$1 status=0
    shift
    timeout 60 "$pwsh" -NoProfile -NonInteractive "$@" > /dev/null 2>&1 < /dev/null || status=$?
    echo "$what: $status" | tee -a "$seen"
}

ended 'the script itself, by -File' -File "$work/strict.ps1" -File a
ended 'a value outside the set' -File "$work/strict.ps1" -File a -Mode three
ended 'a mandatory parameter is missing' -File "$work/strict.ps1"
ended 'an unknown parameter' -File "$work/strict.ps1" -File a -Speed 9
ended 'the script itself, by -Command' -Command "& '$work/strict.ps1' -File a"
echo "synopsis beside a misspelt keyword: $("$pwsh" -NoProfile -NonInteractive -Command "(Get-Help '$work/helped.ps1').Synopsis -match 'hello'" < /dev/null)" | tee -a "$seen"

expect 'the script itself, by -File' 3
expect 'a value outside the set' 1
expect 'a mandatory parameter is missing' 1
expect 'an unknown parameter' 1
expect 'the script itself, by -Command' 1
expect 'synopsis beside a misspelt keyword' False
verdict
