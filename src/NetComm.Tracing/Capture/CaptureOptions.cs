using System.Globalization;

namespace NetComm.Tracing;

/// <summary>Which captures a run leaves, and how much of a packet stands in them.</summary>
public sealed record CaptureOptions
{
    /// <summary>One file a host or link, of at most so many of each; further ones, in the order of the file, have none.</summary>
    public const int MostFiles = 1000;

    /// <summary>Default for <see cref="MadeUpBytes"/>: enough to tell whose payload it is.</summary>
    public const int DefaultMadeUpBytes = 64;

    /// <summary>Where packets are captured. Default: at hosts.</summary>
    public CapturePlaces Places { get; init; } = CapturePlaces.Hosts;

    /// <summary>Bytes that are kept of a payload that the simulator made up; null: all. Default 64.</summary>
    /// <remarks>What programs and apps said is always kept.</remarks>
    public int? MadeUpBytes { get; init; } = DefaultMadeUpBytes;

    /// <summary>What of a scenario has no file though it is asked for, as a sentence; null: nothing.</summary>
    public string? LeftOut(Scenario scenario)
    {
        string? hosts = null, links = null;
        int known = scenario.Nodes.Count(node => node.Kind == NodeKind.Host);
        if (Places is CapturePlaces.Hosts or CapturePlaces.All) hosts = Of(known, "hosts");
        if (Places is CapturePlaces.Links or CapturePlaces.All) links = Of(scenario.Links.Count, "links and LANs");
        string all = string.Join(" and of ", new[] { hosts, links }.OfType<string>());
        return all.Length == 0 ? null : $"captures are written of {all}, in the order of the file";

        static string? Of(int count, string things) =>
            count <= MostFiles ? null : string.Create(CultureInfo.InvariantCulture, $"the first {MostFiles} of {count} {things}");
    }
}

/// <summary>Where packets are captured.</summary>
public enum CapturePlaces
{
    /// <summary>At each host, as tcpdump there would: what goes out and what comes in.</summary>
    Hosts,

    /// <summary>On each link and LAN, as its senders see it: each packet once.</summary>
    Links,

    /// <summary>At hosts and routers, and on links and LANs.</summary>
    All,

    /// <summary>Nowhere.</summary>
    None,
}
