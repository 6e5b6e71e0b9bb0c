using NetComm.Reporting.Diagrams.Topology;

namespace NetComm.Reporting.Tests.Diagrams.Topology;

/// <summary>Networks to draw.</summary>
internal static class SamplePlans
{
    public static IReadOnlyDictionary<string, NetworkPlan> All { get; } = new Dictionary<string, NetworkPlan>
    {
        ["two-hosts"] = new PlanBuilder().Hosts("alice", "bob").Link("alice", "bob").Path("call", "alice", "alice>bob").Plan,
        ["four-casts"] = FourCasts(),
        ["many-alike"] = ManyAlike(),
        ["ring"] = Ring(8),
        ["grid"] = Grid(5, 6),
        ["tree"] = Tree(),
        ["star"] = Star(16),
        ["full-mesh"] = Mesh(7),
        ["parallel-links"] = new PlanBuilder().Hosts("alice", "bob").Routers("r1", "r2").Link("alice", "r1").Link("r1", "r2", "up")
            .Link("r2", "r1", "down").Link("r2", "bob")
            .Path("call", "alice", "alice>r1", "r1>r2", "r2>bob").Plan,
        ["asymmetric"] = new PlanBuilder().Hosts("home", "isp")
            .Link("home", "isp", label: ["to isp: 1 Mbps, 5 ms", "to home: 16 Mbps, 5 ms"]).Plan,
        ["lossy"] = new PlanBuilder().Hosts("alice", "bob")
            .Link("alice", "bob", label: ["wire", "to bob: 10 Mbps, 40 ms, loss 2 %", "to alice: 10 Mbps, 40 ms"]).Plan,
        ["two-lossy"] = new PlanBuilder().Hosts("a1", "b1", "a2", "b2")
            .Link("a1", "b1", label: ["radio", "to b1: 20 Mbps, 20 ms, loss 1 % in bursts", "to a1: 20 Mbps, 20 ms"])
            .Link("a2", "b2", label: ["cable", "20 Mbps, 20 ms"]).Path("over-radio", "a1", "a1>b1").Path("over-cable", "a2", "a2>b2").Plan,
        ["islands"] = new PlanBuilder().Hosts("a", "b", "c", "d", "e", "f").Link("a", "b").Link("c", "d").Plan,
        ["hostile"] = new PlanBuilder().Hosts("<script>alert(1)</script>", "\" onload=\"x", "a very long name that has no room in any box")
            .Routers("r&d")
            .Link("<script>alert(1)</script>", "r&d", label: ["</text><script>"]).Link("r&d", "\" onload=\"x")
            .Link("a very long name that has no room in any box", "r&d")
            .Path("<b>", "r&d", "r&d>\" onload=\"x").Plan,
    };

    /// <summary>A random connected network: a tree of routers with some links more, hosts and LANs hung on.</summary>
    public static NetworkPlan Random(int routers, int extra, int hosts, int lans, long seed)
    {
        var random = RandomStream.For(seed, "plan");
        int Below(int limit) => (int)(random.NextDouble() * limit);
        var builder = new PlanBuilder();
        builder.Hosts(
            [.. Enumerable.Range(0, hosts)
                .Select(i => $"{(i % 3 == 0 ? "a" : i % 3 == 1 ? "workstation" : "pc")}{(char)('a' + (i % 26))}{i / 26}x")]);
        builder.Routers([.. Enumerable.Range(0, routers).Select(i => $"r{i}")]);
        for (int i = 1; i < routers; i++) builder.Link($"r{Below(i)}", $"r{i}");
        for (int i = 0; i < extra && routers > 1; i++)
        {
            int a = Below(routers);
            builder.Link($"r{a}", $"r{(a + 1 + Below(routers - 1)) % routers}");
        }
        List<string>[] members = Enumerable.Range(0, lans).Select(_ => new List<string> { $"r{Below(routers)}" }).ToArray();
        foreach (string host in builder.Names.Take(hosts))
        {
            int at = Below(routers + lans);
            if (at < routers) builder.Link(host, $"r{at}");
            else members[at - routers].Add(host);
        }
        for (int i = 0; i < lans; i++) builder.Lan($"lan{i}", [.. members[i]]);
        return builder.Plan;
    }

    public static NetworkPlan Star(int leaves)
    {
        PlanBuilder builder = new PlanBuilder().Hosts([.. Enumerable.Range(0, leaves).Select(i => $"host{(char)('a' + i)}")])
            .Routers("hub");
        for (int i = 0; i < leaves; i++) builder.Link($"host{(char)('a' + i)}", "hub");
        return builder.Plan;
    }

    private static NetworkPlan FourCasts() => new PlanBuilder()
        .Hosts("alice", "bob", "carol", "dave", "erin").Routers("r1", "r2", "r3")
        .Link("r1", "r2", "core").Link("r1", "r3", "west").Link("r2", "r3").Link("dave", "r3").Link("erin", "r2")
        .Lan("office", "alice", "bob", "carol", "r1")
        .Path("call", "alice", "alice>office", "office>r1", "r1>r2", "r2>erin")
        .Path("news", "alice", "alice>office", "office>r1", "office>bob", "office>carol")
        .Path("video", "alice", "alice>office", "office>carol", "office>r1", "r1>r3", "r3>dave", "r1>r2", "r2>erin")
        .Path("lookup", "alice", "alice>office", "office>r1", "r1>r3", "r3>dave", "dave>r3", "r3>r1", "r1>office", "office>alice").Plan;

    private static NetworkPlan ManyAlike()
    {
        string[] sensors = [.. Enumerable.Range(1, 20).Select(i => $"sensor-{i}")];
        return new PlanBuilder().Hosts(["alice", .. sensors]).Routers("r1").Link("alice", "r1").Lan("field", [.. sensors, "r1"])
            .Path("stream", "alice", ["alice>r1", "r1>field", .. Enumerable.Range(5, 10).Select(i => $"field>sensor-{i}")]).Plan;
    }

    private static NetworkPlan Ring(int routers)
    {
        PlanBuilder builder = new PlanBuilder().Hosts("alice", "bob").Routers([.. Enumerable.Range(0, routers).Select(i => $"r{i}")]);
        for (int i = 0; i < routers; i++) builder.Link($"r{i}", $"r{(i + 1) % routers}");
        return builder.Link("alice", "r0").Link("bob", $"r{routers / 2}").Path("call", "alice", "alice>r0", "r0>r1").Plan;
    }

    private static NetworkPlan Grid(int rows, int columns)
    {
        PlanBuilder builder = new PlanBuilder()
            .Routers([.. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select $"r{row}.{column}"]);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                if (column + 1 < columns) builder.Link($"r{row}.{column}", $"r{row}.{column + 1}");
                if (row + 1 < rows) builder.Link($"r{row}.{column}", $"r{row + 1}.{column}");
            }
        return builder.Plan;
    }

    private static NetworkPlan Tree()
    {
        PlanBuilder builder = new PlanBuilder().Hosts([.. Enumerable.Range(0, 27).Select(i => $"h{i}")])
            .Routers([.. Enumerable.Range(0, 13).Select(i => $"r{i}")]);
        for (int i = 1; i < 13; i++) builder.Link($"r{(i - 1) / 3}", $"r{i}");
        for (int i = 0; i < 27; i++) builder.Link($"h{i}", $"r{4 + (i / 3)}");
        return builder.Plan;
    }

    private static NetworkPlan Mesh(int routers)
    {
        PlanBuilder builder = new PlanBuilder().Routers([.. Enumerable.Range(0, routers).Select(i => $"r{i}")]);
        for (int a = 0; a < routers; a++)
            for (int b = a + 1; b < routers; b++) builder.Link($"r{a}", $"r{b}");
        return builder.Plan;
    }
}
