# Runs a scenario: ./run-scenario.ps1 scenarios/NAME.yaml [-Mode simulated|loopback] [-Seed 7] [-Out FOLDER]
param(
    [Parameter(Mandatory = $true)] [string] $Scenario,
    [string] $Mode,
    [string] $Seed,
    [string] $Out
)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false # an exit status other than 0 is an answer

$arguments = 'run', '-c', 'Release', '--project', (Join-Path $PSScriptRoot 'src/NetComm.Cli'), '--', 'run', $Scenario
foreach ($name in 'Mode', 'Seed', 'Out') {
    if ($PSBoundParameters.ContainsKey($name)) { $arguments += "--$($name.ToLowerInvariant())", $PSBoundParameters[$name] }
}

dotnet @arguments
exit $LASTEXITCODE
