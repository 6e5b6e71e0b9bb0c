#!/usr/bin/env bash
# Guess: a ReceiveAsync handler is one turn of its actor. Stop and restart wait until it has ended; whatever happens, 'finally' runs.
# Seen:  both come in the middle of an await. A stopped actor's handler is dropped there: nothing after the await runs, not even
#        'finally' or the end of 'using'. A restarted actor's old handler goes on to its end, after PreRestart and beside the new
#        instance. PoisonPill alone waits.
# With:  Akka 1.5.74 on .NET 10.
# Matters here: a socket opened in a handler before an await would stay open when its host crashes, until the garbage collector finds it.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp Akka=1.5.74 <<'CS'
using System.Collections.Concurrent;
using Akka.Actor;

ActorSystem system = ActorSystem.Create("finding", "akka { loglevel = OFF, stdout-loglevel = OFF }");
Console.WriteLine("Stop: " + await During(actor => system.Stop(actor)));
Console.WriteLine("PoisonPill: " + await During(actor => actor.Tell(PoisonPill.Instance)));
Console.WriteLine("restart with its sibling: " + await During(_ => system.ActorSelection("/user/*/sibling").Tell("fail")));
await system.Terminate();

async Task<string> During(Action<IActorRef> happens)
{
    var events = new ConcurrentQueue<string>();
    var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    IActorRef parent = system.ActorOf(Props.Create(() => new Parent(events, gate.Task)));
    IActorRef worker = await parent.Ask<IActorRef>("worker", TimeSpan.FromSeconds(10));
    worker.Tell("work");
    while (events.IsEmpty) await Task.Delay(10);

    happens(worker);
    await Task.Delay(500);
    events.Enqueue("(the awaited comes)");
    gate.SetResult();
    await Task.Delay(500);
    return string.Join(", ", events);
}

sealed class Parent : ReceiveActor
{
    public Parent(ConcurrentQueue<string> events, Task gate)
    {
        IActorRef worker = Context.ActorOf(Props.Create(() => new Worker(events, gate)), "worker");
        Context.ActorOf(Props.Create(() => new Sibling()), "sibling");
        Receive<string>(_ => Sender.Tell(worker));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new AllForOneStrategy(_ => Directive.Restart);
}

sealed class Sibling : ReceiveActor
{
    public Sibling() => Receive<string>(_ => throw new InvalidOperationException("asked for"));
}

sealed class Worker : ReceiveActor
{
    private readonly ConcurrentQueue<string> _events;

    public Worker(ConcurrentQueue<string> events, Task gate)
    {
        _events = events;
        ReceiveAsync<string>(async _ =>
        {
            try
            {
                _events.Enqueue("begins");
                await gate;
                _events.Enqueue("ends");
            }
            finally
            {
                _events.Enqueue("finally");
            }
        });
    }

    protected override void PreRestart(Exception reason, object message) => _events.Enqueue("PreRestart");

    protected override void PostRestart(Exception reason) => _events.Enqueue("PostRestart");

    protected override void PostStop() => _events.Enqueue("PostStop");
}
CS

expect Stop 'begins, PostStop, (the awaited comes)'
expect PoisonPill 'begins, (the awaited comes), ends, finally, PostStop'
expect 'restart with its sibling' 'begins, PreRestart, PostRestart, (the awaited comes), ends, finally'
verdict
