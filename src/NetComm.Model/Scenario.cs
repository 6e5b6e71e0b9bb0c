using System.Collections.ObjectModel;

namespace NetComm.Model;

/// <summary>A whole scenario, checked and resolved: names are indices, addresses assigned. Nobody checks anything again.</summary>
public sealed record Scenario
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The lesson text, Markdown; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>The file's name, without folders: <c>campus.yaml</c>.</summary>
    public required string FileName { get; init; }

    /// <summary>The file as it was run, overrides applied.</summary>
    public required string Source { get; init; }

    /// <summary>The files that it names, each once: what a run folder keeps beside <see cref="Source"/>.</summary>
    public IReadOnlyList<ScenarioFile> Files { get; init; } = [];

    /// <summary>The seed of all random numbers; 0 to 2⁶³−1. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// Which order of what happens at one instant a simulated run takes, of those that are as good as any other; null: the order in which
    /// it was asked for.
    /// </summary>
    public long? Order { get; init; }

    /// <summary>Ends the run at the latest; null where flows and programs end by themselves.</summary>
    public SimDuration? Duration { get; init; }

    /// <summary>Simulated or loopback.</summary>
    public RunMode Mode { get; init; }

    /// <summary>Figures leave out what was sent before this time. Default 0.</summary>
    public SimDuration WarmUp { get; init; }

    /// <summary>Hosts, then routers, in file order.</summary>
    public required IReadOnlyList<Node> Nodes { get; init; }

    /// <summary>Links, then LANs, in file order.</summary>
    public required IReadOnlyList<LinkOrLan> Links { get; init; }

    /// <summary>How routers learn their routes. Default: static.</summary>
    public RoutingKind Routing { get; init; }

    /// <summary>Multicast groups.</summary>
    public IReadOnlyList<MulticastGroup> Groups { get; init; } = [];

    /// <summary>Addresses that several hosts share.</summary>
    public IReadOnlyList<AnycastService> AnycastServices { get; init; } = [];

    /// <summary>Measured traffic.</summary>
    public IReadOnlyList<Flow> Flows { get; init; } = [];

    /// <summary>Socket scripts.</summary>
    public IReadOnlyList<SocketProgram> Programs { get; init; } = [];

    /// <summary>Ready-made protocol programs.</summary>
    public IReadOnlyList<App> Apps { get; init; } = [];

    /// <summary>What lets programs outside talk to each other over this network; each has two of <see cref="Flows"/>.</summary>
    public IReadOnlyList<Proxy> Proxies { get; init; } = [];

    /// <summary>The timeline, by time and then file order.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>What is graded, in file order: the file's own expectations, or a rubric's in their place.</summary>
    public IReadOnlyList<Expectation> Expectations { get; init; } = [];

    /// <summary>The title of the rubric that is graded against; null where the file's own expectations are.</summary>
    public string? Rubric { get; init; }

    /// <summary>The file's own expectations where a rubric's are graded: reported, without points. Empty without a rubric.</summary>
    public IReadOnlyList<Expectation> OwnExpectations { get; init; } = [];

    /// <summary>What a rubric's reader noticed in a submission, a sentence each; none of it costs points.</summary>
    public IReadOnlyList<string> RubricNotes { get; init; } = [];

    /// <summary>The file as it was handed in, where a rubric's base replaces its network; null: <see cref="Source"/> is.</summary>
    public string? HandedIn { get; init; }

    /// <summary>All that must be measured: what is graded, and what is only reported.</summary>
    public IReadOnlyList<Expectation> AllExpectations => [.. Expectations, .. OwnExpectations];

    /// <summary>Keys that have no effect in this mode, each as a sentence for the terminal and the report.</summary>
    public IReadOnlyList<string> WithoutEffect { get; init; } = [];

    /// <summary>What <c>--set</c> changed in its file: paths and values as typed, each path once, with its last value.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What is no mistake but probably not meant, each as a sentence: that a host would have to forward, for example.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether the file says what a sweep varies, which a single run does not look at.</summary>
    public bool HasSweep { get; init; }

    /// <summary>The node with this name, or null.</summary>
    public Node? FindNode(string name) => Nodes.FirstOrDefault(node => node.Name == name);

    /// <summary>What a name of a node, group, anycast service or LAN (broadcast) stands for; null: neither name nor address.</summary>
    public Ipv4Address? Resolve(string nameOrAddress)
    {
        if (Ipv4Address.TryParse(nameOrAddress, out Ipv4Address address)) return address;
        if (FindNode(nameOrAddress) is { } node) return node.Address;
        if (Groups.FirstOrDefault(group => group.Name == nameOrAddress) is { } group) return group.Address;
        if (AnycastServices.FirstOrDefault(service => service.Name == nameOrAddress) is { } service) return service.Address;
        return Links.OfType<Lan>().FirstOrDefault(lan => lan.Name == nameOrAddress)?.Network.Broadcast;
    }
}

/// <summary>What drives a run.</summary>
public enum RunMode
{
    /// <summary>Virtual time and simulated links: the same run bit for bit everywhere.</summary>
    Simulated,

    /// <summary>Real sockets on the loopback interface, and the wall clock.</summary>
    Loopback,
}
