#!/usr/bin/env bash
# Guess: ten seconds of the test scheduler's virtual time hold ten ticks of a timer of one second, whether they pass in one call of
#        Advance or in ten.
# Seen:  one call fires what is due once. Advance(10 s) gives one tick, ten times Advance(1 s) gives ten.
# With:  Akka.TestKit 1.5.74 (by Akka.TestKit.Xunit2 1.5.74) on .NET 10.
# Matters here: it cannot be the clock of a simulation, which jumps from event to event and must miss none.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp Akka.TestKit.Xunit2=1.5.74 <<'CS'
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

using var kit = new TestKit("""
    akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
    akka.loglevel = OFF
    akka.stdout-loglevel = OFF
    """);
var time = (TestScheduler)kit.Sys.Scheduler;
TimeSpan second = TimeSpan.FromSeconds(1);
TestProbe probe = kit.CreateTestProbe();
time.ScheduleTellRepeatedly(second, second, probe, "tick", ActorRefs.NoSender);

time.Advance(10 * second);
Console.WriteLine($"ticks of one jump of 10 s: {Ticks()}");
for (int i = 0; i < 10; i++) time.Advance(second);
Console.WriteLine($"ticks of ten jumps of 1 s: {Ticks()}");

int Ticks() => probe.ReceiveWhile<string>(TimeSpan.FromSeconds(1), message => message as string).Count;
CS

expect 'ticks of one jump of 10 s' 1
expect 'ticks of ten jumps of 1 s' 10
verdict
