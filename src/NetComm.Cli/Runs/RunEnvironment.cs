using System.Reflection;
using System.Runtime.InteropServices;
using NetComm.Runtime;
using NetComm.Runtime.AkkaHosting;

namespace NetComm.Cli.Runs;

internal static class RunEnvironment
{
    public static string Version { get; } =
        typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static string Platform { get; } =
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}";

    public static RunFacts Of(RunOutcome run, TimeSpan took) => new(
        ActorRuntime.Name,
        took.TotalSeconds,
        took > TimeSpan.Zero ? run.PacketHops / took.TotalSeconds : 0,
        Version,
        Platform)
    {
        Notes = [.. run.Missing, .. run.Notes],
    };
}
