#!/usr/bin/env bash
# Guess: a restart begins a new life. The timers of the old one are gone, and so is its receive timeout.
# Seen:  timers of IWithTimers are cancelled, but the receive timeout stays set, without a word in the new instance's code: it goes on
#        firing, over and over.
# With:  Akka 1.5.74 on .NET 10.
# Matters here: a socket that waits with a timeout and is restarted by its supervisor would time out of a wait that it never began.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp Akka=1.5.74 <<'CS'
using Akka.Actor;

ActorSystem system = ActorSystem.Create("finding", "akka { loglevel = OFF, stdout-loglevel = OFF }");
IActorRef waiter = system.ActorOf(Props.Create(() => new Waiter()));

waiter.Tell("set both");
waiter.Tell("fail");
await Task.Delay(1500);

Console.WriteLine($"set in the new instance: {Waiter.Found}");
Console.WriteLine($"timer fired again: {(Waiter.Ticks > 0 ? "yes" : "no")}");
Console.WriteLine($"receive timeout fired more than once: {(Waiter.Timeouts > 1 ? "yes" : "no")}");
await system.Terminate();

sealed class Waiter : ReceiveActor, IWithTimers
{
    public static int Ticks, Timeouts;
    public static string? Found;

    public Waiter()
    {
        Receive<ReceiveTimeout>(_ => Timeouts++);
        Receive<string>(word => word == "set both", _ =>
        {
            Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(200));
            Timers.StartPeriodicTimer("tick", "tick", TimeSpan.FromMilliseconds(200));
        });
        Receive<string>(word => word == "tick", _ => Ticks++);
        Receive<string>(_ => throw new InvalidOperationException("asked for"));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PostRestart(Exception reason) => Found = Context.ReceiveTimeout?.TotalMilliseconds + " ms";
}
CS

expect 'set in the new instance' '200 ms'
expect 'timer fired again' no
expect 'receive timeout fired more than once' yes
verdict
