using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Hosts;

/// <summary>Something that runs on a host: one end of a flow, a program or an app.</summary>
/// <param name="Node">The host.</param>
/// <param name="Name">Its actor's name.</param>
/// <param name="Start">When it begins; null: it only waits.</param>
/// <param name="Order">Which begin first of those with the same start: place in the file.</param>
/// <param name="Life">What a crash does to it.</param>
/// <param name="Props">Its actor, for the actor of its host.</param>
internal sealed record HostedApp(int Node, string Name, SimTime? Start, int Order, HostedLife Life, Func<IActorRef, Props> Props)
{
    /// <summary>Its number among programs and apps, by which the trace knows it; null for the end of a flow.</summary>
    internal int? Program { get; init; }

    /// <summary>What is given up where its actor fails: what it shares with others.</summary>
    internal Action GiveUp { get; init; } = () => { };
}

/// <summary>What a crash of its host does to something that runs there.</summary>
internal enum HostedLife
{
    /// <summary>The end of a flow: it goes on with its schedule, and sends and receives again when the host is back.</summary>
    OutlivesCrashes,

    /// <summary>A program or a client: it ends, and a restart runs it anew, for which the run waits.</summary>
    RunsAnew,

    /// <summary>A server: likewise, but no run waits for it.</summary>
    ServesAnew,
}
