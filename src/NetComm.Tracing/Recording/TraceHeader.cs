using System.Globalization;

namespace NetComm.Tracing;

/// <summary>Who and what the events of a trace speak of: names for numbers. First line of a trace file; not in the trace's hash.</summary>
public sealed record TraceHeader
{
    /// <summary>The scenario's title.</summary>
    public required string Scenario { get; init; }

    /// <summary>The scenario's file name.</summary>
    public required string File { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Simulated or loopback.</summary>
    public required RunMode Mode { get; init; }

    /// <summary>Instant 0 in nanoseconds since the Unix epoch: 0 in a simulated run.</summary>
    public long EpochNanoseconds { get; init; }

    /// <summary>What was sent before it stays out of the figures.</summary>
    public SimDuration WarmUp { get; init; }

    /// <summary>Hosts and routers, by index.</summary>
    public required IReadOnlyList<TracedNode> Nodes { get; init; }

    /// <summary>Interfaces, by index.</summary>
    public required IReadOnlyList<TracedInterface> Interfaces { get; init; }

    /// <summary>Names of links and LANs, by index.</summary>
    public required IReadOnlyList<string> Media { get; init; }

    /// <summary>Directions, by index.</summary>
    public required IReadOnlyList<Direction> Directions { get; init; }

    /// <summary>Flows, by index.</summary>
    public required IReadOnlyList<TracedFlow> Flows { get; init; }

    /// <summary>Programs and then apps, by index.</summary>
    public required IReadOnlyList<TracedProgram> Programs { get; init; }

    /// <summary>Multicast groups, by index.</summary>
    public IReadOnlyList<TracedGroup> Groups { get; init; } = [];

    /// <summary><c>sha256:</c> and 64 hexadecimal digits, of the first line of a trace file, without its end.</summary>
    public string Hash => TraceHeaderJson.HashOf(this);

    /// <summary>The name of a flow, program or app; empty for nobody.</summary>
    public string NameOf(Owner owner) =>
        owner.Flow is { } flow ? Flows[flow.Index].Name : owner.Program is { } program ? Programs[program.Index].Name : "";

    /// <summary>The name of a program, or of one of the connections of its <c>each</c>: <c>server#1</c>.</summary>
    public string NameOf(ProgramId program, int connection) =>
        connection == 0 ? Programs[program.Index].Name : string.Create(
            CultureInfo.InvariantCulture, $"{Programs[program.Index].Name}#{connection}");

    /// <summary>The label of a direction, or the name of a node.</summary>
    public string NameOf(PacketLocation location) =>
        location.Direction is { } direction ? Directions[direction.Index].Label : Nodes[location.Node!.Value.Index].Name;

    /// <summary>The header for runs of this scenario.</summary>
    public static TraceHeader Of(Scenario scenario) => new()
    {
        Scenario = scenario.Title,
        File = scenario.FileName,
        Seed = scenario.Seed,
        Mode = scenario.Mode,
        WarmUp = scenario.WarmUp,
        Nodes = [.. scenario.Nodes.Select(node => new TracedNode(node.Name, node.Kind, [.. node.Interfaces.Select(i => i.Address)]))],
        Interfaces =
            [.. scenario.Links.SelectMany(medium => medium.Interfaces).OrderBy(i => i.Index)
                .Select(i => new TracedInterface(i.Node, i.Address, i.Medium))],
        Media = [.. scenario.Links.Select(medium => medium.Name)],
        Directions = Direction.Of(scenario.Nodes, scenario.Links),
        Flows = [.. scenario.Flows.Select(flow => TracedFlow.Of(flow, scenario.Duration))],
        Programs =
        [
            .. scenario.Programs.Select(program => new TracedProgram(program.Name, program.Node) { Pool = program.Pool }),
            .. scenario.Apps.Select(app => new TracedProgram(app.Name, app.Node, app.Task.Kind) { Pool = app.Pool }),
        ],
        Groups = [.. scenario.Groups.Select(group => new TracedGroup(group.Name, group.Address, group.Members))],
    };
}

/// <summary>A host or router of a trace.</summary>
public sealed record TracedNode(string Name, NodeKind Kind, IReadOnlyList<Ipv4Address> Addresses);

/// <summary>An interface of a trace: its node's index, its address, and the index of the link or LAN it is attached to.</summary>
public sealed record TracedInterface(int Node, Ipv4Address Address, int Medium);

/// <summary>A multicast group of a trace.</summary>
/// <param name="Members">Indices of the nodes that have joined before time 0; who joins and leaves later, GroupJoined and GroupLeft
/// tell.</param>
public sealed record TracedGroup(string Name, Ipv4Address Address, IReadOnlyList<int> Members);

/// <summary>A program or app of a trace.</summary>
/// <param name="Node">The index of its node.</param>
/// <param name="Kind">An app's kind, such as <c>ping</c>; null for a program.</param>
public sealed record TracedProgram(string Name, int Node, string? Kind = null)
{
    /// <summary>The name that it has together with others, whose figures are pooled under it; null: none.</summary>
    public string? Pool { get; init; }
}
