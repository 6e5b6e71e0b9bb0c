#!/usr/bin/env bash
# Guess: the reference configuration (the defaults inside Akka.dll) is read and parsed once in a process; a second actor system costs what
#        its own settings and its own few actors cost.
# Seen:  each ActorSystem.Create parses the text anew: the twenty-fourth system in a process allocates as much as the third, 2.3 MB, of
#        which 2.0 MB are ConfigurationFactory.Default(), which gives another object, parsed anew, at each call.
# With:  Akka 1.5.74 on .NET 10.
# Matters here: with an actor system for each run, a sweep of short runs spent most of its time in making them, and most of that in this
#        text; keeping our own settings parsed does not help. So simulated runs share a system, one after the other.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp Akka=1.5.74 <<'CS'
using Akka.Actor;
using Akka.Configuration;

Config quiet = ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }");
long Made()
{
    long before = GC.GetAllocatedBytesForCurrentThread();
    ActorSystem system = ActorSystem.Create("finding", quiet);
    long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
    system.Terminate().Wait();
    return bytes;
}

long Parsed()
{
    long before = GC.GetAllocatedBytesForCurrentThread();
    ConfigurationFactory.Default();
    return GC.GetAllocatedBytesForCurrentThread() - before;
}

for (int i = 0; i < 3; i++) Made();
long third = Made();
for (int i = 0; i < 20; i++) Made();
long later = Made(), parsed = Parsed();
Console.Error.WriteLine($"a system: {third:N0} B, after twenty more {later:N0} B; the defaults alone {parsed:N0} B");
Console.WriteLine($"a later system is as dear as an early one: {(later > 0.8 * third ? "yes" : "no")}");
Console.WriteLine($"the defaults are the same object at each call: {(ReferenceEquals(ConfigurationFactory.Default(), ConfigurationFactory.Default()) ? "yes" : "no")}");
Console.WriteLine($"the defaults are more than three quarters of a system: {(parsed > 0.75 * later ? "yes" : "no")}");
CS

expect 'a later system is as dear as an early one' yes
expect 'the defaults are the same object at each call' no
expect 'the defaults are more than three quarters of a system' yes
verdict
