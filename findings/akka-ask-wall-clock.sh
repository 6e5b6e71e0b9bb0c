#!/usr/bin/env bash
# Guess: Ask's timeout is one of the scheduler's timers, as ReceiveTimeout is. With a scheduler of virtual time it expires when that
#        time has come, and never before.
# Seen:  it is a timer of .NET and goes by the wall clock alone. ReceiveTimeout follows the virtual clock; an Ask of 1 s fails after a
#        second of real time though the virtual clock stands still, and an Ask of an hour is still open when two virtual hours are over.
# With:  Akka 1.5.74 and Akka.TestKit.Xunit2 1.5.74 on .NET 10.
# Matters here: an Ask with a timeout inside a simulated run makes its trace depend on the machine's speed.
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
IActorRef silent = kit.CreateTestProbe();

DateTimeOffset before = time.Now;
string outcome = "none";
try
{
    await silent.Ask<string>("question", TimeSpan.FromSeconds(1));
}
catch (AskTimeoutException)
{
    outcome = "timed out";
}

Console.WriteLine($"Ask of 1 s, virtual time that passed: {time.Now - before}");
Console.WriteLine($"Ask of 1 s, outcome: {outcome}");

Task<string> hour = silent.Ask<string>("question", TimeSpan.FromHours(1));
IActorRef waiter = kit.Sys.ActorOf(Props.Create(() => new Waiter()));
await waiter.Ask("started?", TimeSpan.FromSeconds(10));
time.Advance(TimeSpan.FromHours(2));
await Task.Delay(500);
Console.WriteLine($"after two virtual hours, Ask of an hour is over: {hour.IsCompleted}");
Console.WriteLine($"after two virtual hours, ReceiveTimeout of an hour is over: {Waiter.IsOver}");

sealed class Waiter : ReceiveActor
{
    public static bool IsOver;

    public Waiter()
    {
        Context.SetReceiveTimeout(TimeSpan.FromHours(1));
        Receive<ReceiveTimeout>(_ => IsOver = true);
        ReceiveAny(_ => Sender.Tell("yes"));
    }
}
CS

expect 'Ask of 1 s, virtual time that passed' 00:00:00
expect 'Ask of 1 s, outcome' 'timed out'
expect 'after two virtual hours, Ask of an hour is over' False
expect 'after two virtual hours, ReceiveTimeout of an hour is over' True
verdict
