#!/usr/bin/env bash
# Guess: the lambda of Props.Create(() => new Shelf(NewList())) is a factory. It runs at each start, so a restarted actor, and each
#        actor made of the same Props, has a list of its own.
# Seen:  the lambda is taken apart once. Its arguments are evaluated when Props are made; every start, and every restart, gets those
#        same objects. A restarted actor finds what its predecessor put in, and two actors of one Props share it.
# With:  Akka 1.5.74 on .NET 10.
# Matters here: actors of a run get state machines and random streams as constructor arguments. A restart cleans nothing that came in
#        that way.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp Akka=1.5.74 <<'CS'
using Akka.Actor;

ActorSystem system = ActorSystem.Create("finding", "akka { loglevel = OFF, stdout-loglevel = OFF }");
Props props = Props.Create(() => new Shelf(Shelf.NewList()));
IActorRef first = system.ActorOf(props);
IActorRef second = system.ActorOf(props);

first.Tell("put");
first.Tell("fail");
int afterRestart = await first.Ask<int>("count", TimeSpan.FromSeconds(10));
int untouched = await second.Ask<int>("count", TimeSpan.FromSeconds(10));

Console.WriteLine($"constructor calls: {Shelf.Constructed}");
Console.WriteLine($"lists made: {Shelf.ListsMade}");
Console.WriteLine($"in the first after its restart: {afterRestart}");
Console.WriteLine($"in the second, which was told nothing: {untouched}");
await system.Terminate();

sealed class Shelf : ReceiveActor
{
    public static int Constructed, ListsMade;

    public Shelf(List<string> list)
    {
        Interlocked.Increment(ref Constructed);
        Receive<string>(word => word == "put", list.Add);
        Receive<string>(word => word == "fail", _ => throw new InvalidOperationException("asked for"));
        Receive<string>(_ => Sender.Tell(list.Count));
    }

    public static List<string> NewList()
    {
        Interlocked.Increment(ref ListsMade);
        return [];
    }
}
CS

expect 'constructor calls' 3
expect 'lists made' 1
expect 'in the first after its restart' 1
expect 'in the second, which was told nothing' 1
verdict
