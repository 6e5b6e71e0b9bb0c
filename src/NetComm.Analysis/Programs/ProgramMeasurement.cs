namespace NetComm.Analysis;

/// <summary>What became of a program or app.</summary>
/// <param name="Host">Where it ran.</param>
/// <param name="Completed">Whether it came to its end without a failed step.</param>
/// <param name="Failure">Why it failed, with the errno's name; null where it did not.</param>
/// <param name="Printed">What it and the programs of its connections printed, in order.</param>
public sealed record ProgramMeasurement(string Name, string Host, bool Completed, string? Failure, IReadOnlyList<string> Printed)
{
    /// <summary>An app's kind, such as <c>ping</c>; null for a program.</summary>
    public string? Kind { get; init; }

    /// <summary>The status that an app's protocol gave in the end, such as HTTP's 200; null where it has none.</summary>
    public int? Status { get; init; }

    /// <summary>From its start, after a crash the latest, to its end; null where it did not complete.</summary>
    public SimDuration? CompletionTime { get; init; }
}

/// <param name="server">The program whose connection it runs for; null: none.</param>
internal sealed class ProgramRecord(string name, string host, string? kind, ProgramRecord? server = null)
{
    private readonly List<string> _printed = [];
    private readonly SortedDictionary<int, ProgramRecord> _connections = [];
    private bool _ended;
    private string? _failure;
    private int? _status;
    private SimTime _begun;
    private SimTime _over;

    /// <summary>An app's kind; null for a program.</summary>
    public string? Kind => kind;

    /// <summary>The program of one of its connections, which stands under a name of its own.</summary>
    public ProgramRecord Connection(int number, string itsName)
    {
        if (!_connections.TryGetValue(number, out ProgramRecord? connection))
            _connections[number] = connection = new ProgramRecord(itsName, host, kind, this);
        return connection;
    }

    public void Print(string line)
    {
        _printed.Add(line);
        server?.Print(line);
    }

    /// <summary>Notes what an app's protocol came to; a program's calls say nothing here.</summary>
    public void Report(string what, long number)
    {
        if (kind is not null && what == AppReport.Status) _status = (int)number;
    }

    /// <summary>Notes that it begins, perhaps anew after a crash: how it ended before counts no more.</summary>
    public void Begin(SimTime now)
    {
        _begun = now;
        _ended = false;
        _failure = null;
    }

    /// <summary>Notes its end; no reason means that it completed.</summary>
    public void End(string failure, SimTime now)
    {
        _over = now;
        _ended = true;
        _failure = failure.Length > 0 ? failure : null;
    }

    /// <summary>Its own figures, and those of its connections.</summary>
    public IEnumerable<ProgramMeasurement> MeasureAll() => _connections.Values.Select(one => one.Measure()).Prepend(Measure());

    public ProgramMeasurement Measure() => new(name, host, _ended && _failure is null, _failure, [.. _printed])
    {
        Kind = kind,
        Status = _status,
        CompletionTime = _ended && _failure is null ? _over - _begun : null,
    };
}
