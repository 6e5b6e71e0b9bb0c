using NetComm.Scenarios.Reading.Apps;
using NetComm.Scenarios.Reading.Expectations;
using NetComm.Scenarios.Reading.Faults;
using NetComm.Scenarios.Reading.Flows;
using NetComm.Scenarios.Reading.Programs;
using NetComm.Scenarios.Reading.Topology;
using NetComm.Scenarios.Rubrics;
using NetComm.Scenarios.Sweeps;

namespace NetComm.Scenarios.Reading;

/// <summary>Makes the model from a tree whose shape was checked: names become indices, addresses and ports are assigned.</summary>
internal static class ScenarioResolver
{
    public static Scenario Resolve(YamlMapping root, SourceText source, ProblemList problems, ScenarioFiles files) =>
        Resolve(new ResolveContext(root, problems, files), source);

    /// <summary>The same, where the caller wants to know what else was resolved.</summary>
    public static Scenario Resolve(ResolveContext draft, SourceText source, Rubric? rubric = null)
    {
        draft.ReadTopology();
        NodeReader.Read(draft);
        bool isEmpty = draft.Root["hosts"] is null or YamlMapping { Entries.Count: 0 } or YamlSequence { Items.Count: 0 };
        if (isEmpty && !draft.Root.Has("topology"))
            draft.Problem(draft.Root["hosts"]?.Span ?? draft.RootMapping.Span, "the file needs 'hosts'");
        LinkEndsReader.Read(draft);
        MeasuredNames.Declare(draft);
        IReadOnlyList<LinkOrLan> media = LinkPropertiesReader.Read(draft);
        IReadOnlyList<Node> nodes = Nodes(draft, media);
        (IReadOnlyList<MulticastGroup> groups, IReadOnlyList<AnycastService> services) = new SharedAddressReader(draft, media).Read();
        IReadOnlyList<Fault> faults = FaultReader.Read(draft, media);
        OrderOfSections order = OrderOfSections.Of(draft);
        List<Flow> flows = [.. new FlowReader(draft, nodes, media, faults).Read(order.Flows)];
        IReadOnlyList<Proxy> proxies = new ProxyReader(draft, nodes, media).Read(flows);
        IReadOnlyList<SocketProgram> programs = ProgramReader.Read(draft, order.Programs);
        IReadOnlyList<App> apps = new AppReader(draft, nodes, media).Read(programs.Count, order.Apps);
        Dictionary<string, Flow> flowByName = [];
        foreach (Flow flow in flows) flowByName.TryAdd(flow.Name, flow);
        draft.Model = new(nodes, media, flows);
        IReadOnlyList<Expectation> own =
            rubric is null ? ExpectationReader.Read(draft, flowByName) : OwnExpectations.Read(draft, flowByName);
        // A sweep's figures may be those of expectations that were left out.
        draft.Sweep = rubric is null ? SweepResolver.Plan(draft, flowByName, own) : null;
        EndOfRun.Check(draft, programs);
        return new()
        {
            Title = draft.Root.Text("scenario")?.Trim() ?? "",
            Description = draft.Root.Text("description") ?? "",
            FileName = Path.GetFileName(source.Name),
            Source = source.Text,
            Files = [.. draft.FileNames.Order(StringComparer.Ordinal).Select(name => draft.Files[name])],
            Seed = draft.Seed,
            Duration = draft.Root.Time("duration"),
            Mode = draft.Mode,
            WarmUp = draft.Root.Time("warmup") ?? SimDuration.Zero,
            Nodes = nodes,
            Links = media,
            Routing = draft.Root.Text("routing") == "rip" ? RoutingKind.Rip : RoutingKind.Static,
            Groups = groups,
            AnycastServices = services,
            Flows = flows,
            Proxies = proxies,
            Programs = programs,
            Apps = apps,
            Faults = faults,
            Expectations = rubric is null ? own : RubricExpectations.For(rubric, draft, flowByName),
            Rubric = rubric?.Title,
            OwnExpectations = rubric is null ? [] : own,
            WithoutEffect = KeysWithoutEffect.Of(draft),
            Warnings = draft.Problems.IsEmpty ? ProbablyNotMeant.In(draft, flows) : [],
            HasSweep = draft.Root.Has("sweep"),
        };
    }

    private static Node[] Nodes(ResolveContext draft, IReadOnlyList<LinkOrLan> media)
    {
        var attached = new List<NetworkInterface>[draft.Nodes.Count];
        for (int i = 0; i < attached.Length; i++) attached[i] = [];
        foreach (NetworkInterface one in media.SelectMany(medium => medium.Interfaces)) attached[one.Node].Add(one);
        return [.. draft.Nodes.Select(node => new Node(node.Index, node.Name, node.Kind, node.External, attached[node.Index]))];
    }
}

/// <summary>The ranks of the first flow, program and app: what starts at one instant begins in file order.</summary>
internal sealed record OrderOfSections(int Flows, int Programs, int Apps)
{
    public static OrderOfSections Of(ResolveContext draft)
    {
        int next = 0;
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (YamlEntry entry in draft.RootMapping.Entries.Where(entry => entry.Name is "flows" or "programs" or "apps"))
        {
            first[entry.Name] = next;
            next += draft.Root.Items(entry.Name).Sum(item => HostCopy.Of(draft, item).Count);
        }

        return new(first.GetValueOrDefault("flows"), first.GetValueOrDefault("programs"), first.GetValueOrDefault("apps"));
    }
}
