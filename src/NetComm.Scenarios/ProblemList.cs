namespace NetComm.Scenarios;

/// <summary>Collects the problems of one file, so that all are reported at once.</summary>
internal sealed class ProblemList
{
    private List<(SourceSpan Span, Problem Problem)> _problems = [];
    private HashSet<(SourceText, int, int, string)> _seen = [];

    public bool IsEmpty => _problems.Count == 0;

    public int Count => _problems.Count;

    /// <summary>Adds a problem; the same one at the same place only once, even if an alias repeats it.</summary>
    public void Add(SourceSpan span, string message, string? allowed = null, string? suggestion = null)
    {
        string rule = message[(message.IndexOf(": ", StringComparison.Ordinal) + 1)..];
        if (!_seen.Add((span.Source, span.Line, span.Column, rule))) return;
        _problems.Add((span, span.ToProblem(message) with { Allowed = allowed is "" ? null : allowed, Suggestion = suggestion }));
    }

    /// <summary>All problems by place: those of the file, then those of the command line in the order of its settings.</summary>
    public IReadOnlyList<Problem> InOrder() =>
    [
        .. from entry in _problems
           orderby entry.Span.Source.Rank, entry.Span.Line, entry.Span.Column
           select entry.Problem,
    ];

    /// <summary>The problems that an action adds; they do not count as the file's.</summary>
    public IReadOnlyList<Problem> Aside(Action action)
    {
        (List<(SourceSpan Span, Problem Problem)>? ofFile, _problems) = (_problems, []);
        (HashSet<(SourceText, int, int, string)>? seen, _seen) = (_seen, []);
        action();
        IReadOnlyList<Problem> aside = InOrder();
        (_problems, _seen) = (ofFile, seen);
        return aside;
    }

    public void ThrowIfAny()
    {
        if (!IsEmpty) throw new ScenarioException(InOrder());
    }
}

/// <summary>A scenario is wrong; nothing was started. Holds every problem of the file, by place.</summary>
public sealed class ScenarioException : Exception
{
    /// <summary>An exception for these problems, at least one.</summary>
    public ScenarioException(IReadOnlyList<Problem> problems)
        : base(string.Join("\n", problems.Select(problem => problem.Render()))) => Problems = problems;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
