#!/usr/bin/env bash
# Guess: an actor system whose messages never leave the process has nothing to do with its serializers: Json.NET, the default one, is
#        loaded when a first message is serialized.
# Seen:  each serializer of the settings is made with the system. Json.NET is loaded and set up by ActorSystem.Create; more than a
#        hundred methods are compiled for it, in every process, although none is ever serialized. A serializer that does nothing in its place
#        ("akka.actor.serializers.json") leaves Json.NET unloaded, and the system works the same.
# With:  Akka 1.5.74 on .NET 10.
# Matters here: it was up to a tenth of the CPU of a short run, and the tests of the command line start thousands of them.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp Akka=1.5.74 <<'CS'
using System.Runtime;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

bool IsLoaded() => AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "Newtonsoft.Json");
const string Quiet = "akka { loggers = [], stdout-loglevel = OFF }\n";

async Task<string> Answer(ActorSystem system)
{
    IActorRef echo = system.ActorOf(Props.Create(() => new Echo()));
    return await echo.Ask<string>("hello", TimeSpan.FromSeconds(10));
}

string name = typeof(Nothing).AssemblyQualifiedName!;
ActorSystem without = ActorSystem.Create("without", ConfigurationFactory.ParseString(Quiet + $"akka.actor.serializers.json = \"{name}\""));
Console.WriteLine($"with a serializer that does nothing, an actor answers: {await Answer(without)}");
Console.WriteLine($"with a serializer that does nothing, Json.NET is loaded: {IsLoaded()}");
await without.Terminate();

// What both systems need is compiled by now: what comes on top is the serializer's.
long before = JitInfo.GetCompiledMethodCount();
ActorSystem usual = ActorSystem.Create("usual", ConfigurationFactory.ParseString(Quiet));
long compiled = JitInfo.GetCompiledMethodCount() - before;
Console.WriteLine($"as usual, Json.NET is loaded before any message: {IsLoaded()}");
Console.WriteLine($"as usual, over 100 methods more are compiled: {compiled > 100}");
Console.Error.WriteLine($"{compiled} methods");
await usual.Terminate();

sealed class Echo : ReceiveActor
{
    public Echo() => ReceiveAny(message => Sender.Tell(message));
}

public sealed class Nothing : Serializer
{
    public Nothing(ExtendedActorSystem system, Config settings) : base(system)
    {
    }

    public override int Identifier => 4711;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw new NotSupportedException();

    public override object FromBinary(byte[] bytes, Type type) => throw new NotSupportedException();
}
CS

expect 'with a serializer that does nothing, an actor answers' hello
expect 'with a serializer that does nothing, Json.NET is loaded' False
expect 'as usual, Json.NET is loaded before any message' True
expect 'as usual, over 100 methods more are compiled' True
