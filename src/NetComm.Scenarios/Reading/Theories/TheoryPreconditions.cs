using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Theories;

/// <summary>What assumptions are checked against: the network with its paths, and where they are not met.</summary>
internal sealed class TheoryPreconditions(ResolveContext draft, ResolvedModel model, string title, string theory)
{
    private readonly Paths _paths = new(model.Nodes, model.Media);
    private readonly IReadOnlyList<Direction> _directions = Direction.Of(model.Nodes, model.Media);

    public string Theory => theory;

    public IReadOnlyList<Flow> Flows => model.Flows;

    public bool Holds { get; private set; } = true;

    public void Needs(SourceSpan span, string assumption, string but, string? allowed = null)
    {
        Holds = false;
        draft.Problem(span, $"{title}: {theory} assumes {assumption}, but {but}", allowed);
    }

    /// <summary>The network may not change, and routes must be known before the run.</summary>
    public void CheckNetwork()
    {
        if (draft.Root["faults"] is YamlSequence { Items.Count: > 0 } faults)
            Needs(faults.Items[0].Span, "a network that stays as it is", "there are faults");
        if (draft.Root["routing"] is { } routing && draft.Root.Text("routing") == "rip")
            Needs(routing.Span, "paths that are known before the run", "routing is 'rip'", "routing: static");
    }

    /// <summary>Programs and apps send traffic that no theory covers.</summary>
    public void CheckOthers()
    {
        foreach (string section in (string[])["programs", "apps"])
        {
            if (draft.Root[section] is YamlSequence { Items.Count: > 0 } items)
                Needs(items.Items[0].Span, "no traffic but its flows", $"there are {section}");
        }
    }

    public Flow Flow(string name) => model.Flows.First(flow => flow.Name == name);

    public Link Link(string name) => model.Media.OfType<Link>().First(link => link.Name == name);

    /// <summary>The path of a flow's requests or data.</summary>
    public IReadOnlyList<PathStep> There(Flow flow) => flow.Cast == Cast.Unicast ? _paths.Between(flow.From, flow.Receivers[0]) : [];

    /// <summary>The path of answers and acknowledgements; empty where there are none.</summary>
    public IReadOnlyList<PathStep> Back(Flow flow) =>
        flow.Cast == Cast.Unicast && (flow.Transport == Transport.Tcp || flow.Traffic is Traffic.RequestResponse or Traffic.Ping)
            ? _paths.Between(flow.Receivers[0], flow.From) : [];

    /// <summary>The flows that cross a direction, one way or the other; flows to several receivers count as crossing every link.</summary>
    public IEnumerable<Flow> Crossing(int direction) =>
        Flows.Where(flow => flow.Cast is Cast.Multicast or Cast.Anycast
            || There(flow).Concat(Back(flow)).Any(step => DirectionOf(step) == direction));

    /// <summary>The direction of a step; of a LAN that of the port to the receiver.</summary>
    public int DirectionOf(PathStep step) => _directions.First(one => one.Medium == step.Medium.Index
        && (step.Medium is Link ? one.FromNode?.Index == step.From : one.FromNode is null && one.ToNode?.Index == step.To)).Index;

    public SourceSpan PlaceOf(Flow flow, params string[] path)
    {
        YamlNode place = draft.Root.Items("flows").First(item => new YamlFields(item).Text("name") == flow.Name);
        foreach (string key in path)
        {
            if (new YamlFields(place)[key] is not { } inner) break;
            place = inner;
        }

        return place.Span;
    }

    public SourceSpan PlaceOf(PathStep step, string key)
    {
        UnresolvedLink medium = draft.MediumByName[step.Medium.Name];
        string direction = step.IsForward ? "forward" : "backward";
        YamlNode? written = medium.Layers.Select(layer => (step.Medium is Link ? layer.Within(direction)[key] : null) ?? layer[key])
            .LastOrDefault(node => node is not null);
        return written?.Span ?? medium.Span;
    }
}
