<#
.SYNOPSIS
Runs a scenario of NetComm.Sim and writes its report.

.DESCRIPTION
Builds NetComm.Sim if needed, runs the scenario, checks what it expects,
and says at the end where the report is; open it in a browser. It needs
the .NET 10 SDK and nothing else, does the same as

    dotnet run -c Release --project src/NetComm.Cli -- run SCENARIO

and works in any folder. Other options of that command may follow
the scenario; --help lists them.

.PARAMETER Scenario
The scenario file (YAML). A relative path starts in the current folder.
Of several files all are checked before the first one runs.

.PARAMETER Mode
simulated (virtual time) or loopback (real sockets on this machine).
Default: what the file says.

.PARAMETER Seed
The seed of all random numbers, a whole number. The same seed gives the
same simulated run. Default: what the file says.

.PARAMETER Out
The run's folder. Default: reports/NAME/MODE-seedN in the current
folder. Several scenarios get folders below it.

.EXAMPLE
./run-scenario.ps1 scenarios/1-first-steps/1-two-hosts.yaml

The report is reports/1-two-hosts/simulated-seed1/report.html.

.EXAMPLE
./run-scenario.ps1 scenarios/1-first-steps/1-two-hosts.yaml -Mode loopback

Runs on real sockets, in real time.

.EXAMPLE
./run-scenario.ps1 scenarios/1-first-steps/3-lossy-link.yaml -Seed 8 -Out reports/seed8

Loses other packets than with the seed of the file, which is 7.

.EXAMPLE
./run-scenario.ps1 scenarios/1-first-steps/1-two-hosts.yaml --set links.wire.rate=10Mbps

Changes a value, but not in the file; what it expects then fails.

.NOTES
Exit status, afterwards in $LASTEXITCODE:

    0    all expectations passed
    1    one failed
    2    the scenario or the command line is wrong: nothing was started
    3    something that the run needs is missing
    130  interrupted

1 is also what dotnet answers when the build fails, and PowerShell when
a parameter stands without its value. After Ctrl+C, pwsh -File answers
0 or 1 instead of 130.
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    # Not mandatory, no set of modes, and unknown options go in here: the command refuses them with status 2, PowerShell would with 1.
    [Parameter(Position = 0, ValueFromRemainingArguments = $true)] [string[]] $Scenario,
    [string] $Mode,
    [string] $Seed,
    [string] $Out
)
$PSNativeCommandUseErrorActionPreference = $false # an exit status other than 0 is an answer

$project = Join-Path $PSScriptRoot 'src/NetComm.Cli'
$arguments = 'run', '-c', 'Release', '--project', $project, '--', 'run'
foreach ($name in 'Mode', 'Seed', 'Out') {
    if ($PSBoundParameters.ContainsKey($name)) { $arguments += "--$($name.ToLowerInvariant())", $PSBoundParameters[$name] }
}
if ($Scenario) { $arguments += $Scenario }

try {
    # 'dotnet run' restores and builds in silence, which the first time takes minutes.
    if (-not (Test-Path (Join-Path $project 'bin/Release/net10.0/netcomm.dll'))) {
        [Console]::Error.WriteLine('run-scenario.ps1: fetches packages and builds NetComm.Sim, this first time only')
        dotnet build -c Release $project --nologo -tl:off | ForEach-Object { [Console]::Error.WriteLine($_) }
        if ($LASTEXITCODE -ne 0) { exit 1 }
    }
    dotnet @arguments
}
catch {
    [Console]::Error.WriteLine("run-scenario.ps1: dotnet, a part of the .NET 10 SDK, cannot be started: $($_.Exception.Message)")
    exit 3
}
exit $LASTEXITCODE
