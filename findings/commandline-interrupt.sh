#!/usr/bin/env bash
# Guess: an action's CancellationToken is cancelled at Ctrl-C, and the action then has two seconds to end: so the documentation of
#        InvocationConfiguration.ProcessTerminationTimeout in the package itself ("a default timeout of 2 seconds is enforced").
# Seen:  the property is null as it comes, and null means that nobody listens: Ctrl-C ends the program on the spot, and nothing after
#        the await runs. Set to two seconds, it does what is written.
# With:  System.CommandLine 2.0.0 on .NET 10.
# Matters here: an interrupted run must write what it measured, marked incomplete, and end with status 130.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

build System.CommandLine=2.0.0 <<'CS'
using System.CommandLine;

var configuration = new InvocationConfiguration();
if (args is ["two-seconds"]) configuration.ProcessTerminationTimeout = TimeSpan.FromSeconds(2);
string name = args is [] ? "as it comes" : args[0];

var root = new RootCommand();
root.SetAction(async (_, stop) =>
{
    Console.WriteLine($"{name}, timeout: {configuration.ProcessTerminationTimeout?.ToString() ?? "null"}");
    try
    {
        await Task.Delay(TimeSpan.FromSeconds(30), stop);
    }
    catch (OperationCanceledException)
    {
        Console.WriteLine($"{name}, the action heard of Ctrl-C: yes");
    }

    return 7;
});
return await root.Parse([]).InvokeAsync(configuration);
CS

for way in '' two-seconds; do
    status=0
    timeout --preserve-status --signal INT 3 "$program" $way | tee -a "$seen" || status=$?
    echo "${way:-as it comes}, status: $status" | tee -a "$seen"
done
documentation=$NUGET_PACKAGES/system.commandline/2.0.0/lib/net8.0/System.CommandLine.xml
echo "documented default of 2 seconds: $(grep -c 'a default timeout of 2 seconds is enforced' "$documentation")" | tee -a "$seen"

expect 'as it comes, timeout' null
expect 'as it comes, status' 130
expect 'two-seconds, timeout' 00:00:02
expect 'two-seconds, the action heard of Ctrl-C' yes
expect 'two-seconds, status' 7
expect 'documented default of 2 seconds' 1
! grep -q '^as it comes, the action heard' "$seen" || { echo 'CHANGED: the action hears of Ctrl-C as it comes'; changed=1; }
verdict
