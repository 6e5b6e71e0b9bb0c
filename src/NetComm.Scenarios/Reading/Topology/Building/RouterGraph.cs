using System.Globalization;

namespace NetComm.Scenarios.Reading.Topology.Building;

/// <summary>The routers that <c>topology</c> builds, how they are joined, and which of them hosts hang on.</summary>
/// <param name="Names">The routers' names.</param>
/// <param name="Links">The links between routers, by place in <paramref name="Names"/>.</param>
internal sealed record RouterGraph(IReadOnlyList<string> Names, IReadOnlyList<RouterLink> Links)
{
    /// <summary>The routers that hosts are dealt to, in turn. Default: all.</summary>
    public IReadOnlyList<int> HostRouters { get; init; } = [.. Enumerable.Range(0, Names.Count)];

    /// <summary>How many hosts there are. Default: one for each of <see cref="HostRouters"/>.</summary>
    public int Hosts { get; init; } = Names.Count;

    /// <summary>A graph of routers r1, r2 ….</summary>
    public static RouterGraph Of(int routers, IEnumerable<RouterLink> links) =>
        new([.. Enumerable.Range(0, routers).Select(router => Name('r', router))], [.. links]);

    /// <summary>The router that a host hangs on.</summary>
    public int RouterOf(int host) => HostRouters[host % HostRouters.Count];

    public static string HostName(int host) => Name('h', host);

    private static string Name(char letter, int index) => string.Create(CultureInfo.InvariantCulture, $"{letter}{index + 1}");
}

/// <summary>A link between two routers.</summary>
/// <param name="Rate">Its rate, where the file that it is read from gives one.</param>
internal readonly record struct RouterLink(int A, int B, Bandwidth? Rate = null);
