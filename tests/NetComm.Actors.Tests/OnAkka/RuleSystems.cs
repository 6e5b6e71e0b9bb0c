using Akka.Configuration;

namespace NetComm.Actors.Tests;

/// <summary>The systems that the rules are held against: Akka.NET's, without its log on the console.</summary>
internal static class RuleSystems
{
    internal static ActorSystem OneThread() => throw new NotSupportedException("Akka's TestKit has no virtual time.");

    internal static ActorSystem ThreadPool() => ActorSystem.Create("rules", ConfigurationFactory.ParseString("akka { loggers = [], stdout-loglevel = OFF }"));
}
