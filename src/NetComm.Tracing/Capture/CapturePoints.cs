namespace NetComm.Tracing;

/// <summary>Which file sees what passes a direction, at its begin and at its end.</summary>
internal sealed class CapturePoints : IDisposable
{
    private readonly List<CapturePoint>[] _sent;
    private readonly CapturePoint?[] _arrived;
    private readonly FileStems _stems = new();
    private readonly List<PendingFile> _files = [];
    private readonly TraceHeader _header;
    private readonly string _folder;

    public CapturePoints(TraceHeader header, CapturePlaces places, string folder)
    {
        _header = header;
        _folder = folder;
        _sent = [.. header.Directions.Select(_ => new List<CapturePoint>())];
        _arrived = new CapturePoint?[header.Directions.Count];
        ILookup<int, TracedInterface> interfaces = header.Interfaces.ToLookup(at => at.Node);
        if (places is CapturePlaces.Hosts or CapturePlaces.All) AddNodes(NodeKind.Host, interfaces);
        if (places is CapturePlaces.All) AddNodes(NodeKind.Router, interfaces);
        if (places is CapturePlaces.Links or CapturePlaces.All) AddMedia();
    }

    public IReadOnlyList<PendingFile> Files => _files;

    /// <summary>Who sees a packet set out on a direction.</summary>
    public IReadOnlyList<CapturePoint> Sent(DirectionId direction) => _sent[direction.Index];

    /// <summary>Who sees it arrive; null: nobody.</summary>
    public CapturePoint? Arrived(DirectionId direction) => _arrived[direction.Index];

    public void Dispose() => _files.ForEach(file => file.Dispose());

    private void AddNodes(NodeKind kind, ILookup<int, TracedInterface> interfaces)
    {
        ILookup<int, Direction> leaving = _header.Directions.ToLookup(direction => direction.FromNode?.Index ?? -1);
        ILookup<int, Direction> arriving = _header.Directions.ToLookup(direction => direction.ToNode?.Index ?? -1);
        int[] nodes =
            [.. Enumerable.Range(0, _header.Nodes.Count).Where(i => _header.Nodes[i].Kind == kind).Take(CaptureOptions.MostFiles)];
        foreach (int node in nodes)
        {
            int[] media = [.. interfaces[node].Select(at => at.Medium)];
            PendingFile file = NewFile(_header.Nodes[node].Name, [.. media.Select(medium => _header.Media[medium])]);
            foreach (Direction direction in leaving[node])
                _sent[direction.Index].Add(new(file, Array.IndexOf(media, direction.Medium)));
            foreach (Direction direction in arriving[node])
                _arrived[direction.Index] = new(file, Array.IndexOf(media, direction.Medium));
        }
    }

    /// <summary>Of a LAN what its members send: each frame once, before the switch sends it on.</summary>
    private void AddMedia()
    {
        foreach (IGrouping<int, Direction> medium in
            _header.Directions.Where(direction => direction.FromNode is not null).GroupBy(direction => direction.Medium)
                .Take(CaptureOptions.MostFiles))
        {
            Direction[] directions = [.. medium];
            PendingFile file = NewFile("link-" + _header.Media[medium.Key], [.. directions.Select(direction => direction.Label)]);
            for (int i = 0; i < directions.Length; i++) _sent[directions[i].Index].Add(new(file, i));
        }
    }

    private PendingFile NewFile(string name, IReadOnlyList<string> interfaces)
    {
        var file = new PendingFile(Path.Combine(_folder, _stems.Take(name) + ".pcapng"), interfaces);
        _files.Add(file);
        return file;
    }
}

/// <summary>An interface of a file.</summary>
internal sealed record CapturePoint(PendingFile File, int Interface);
