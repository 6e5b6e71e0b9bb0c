namespace NetComm.Scenarios;

/// <summary>Collects the problems of one file, so that all are reported at once: the first by place, and how many more there are.</summary>
internal sealed class ProblemList
{
    /// <summary>How many are shown: nobody reads a longer list to its end.</summary>
    internal const int MostShown = 100;

    /// <summary>Longest message, in characters: the names in it are cropped, and ten of them have room.</summary>
    private const int LongestMessage = 1000;

    private PriorityQueue<(SourceSpan Span, Problem Problem), Place> _shown = new(LastFirst);
    private HashSet<(SourceText, int, int, ulong)> _seen = [];

    public bool IsEmpty => Count == 0;

    public int Count => _seen.Count;

    private static Comparer<Place> LastFirst { get; } = Comparer<Place>.Create((left, right) => right.CompareTo(left));

    /// <summary>Whether a problem at this place would be shown; if not, what would help its author need not be found.</summary>
    public bool Shows(SourceSpan span) =>
        _shown.Count < MostShown || (_shown.TryPeek(out _, out Place last) && PlaceOf(span).CompareTo(last) < 0);

    /// <summary>Adds a problem; the same one at the same place only once, even if an alias repeats it.</summary>
    public void Add(SourceSpan span, string message, string? allowed = null, string? suggestion = null)
    {
        string rule = message[(message.IndexOf(": ", StringComparison.Ordinal) + 1)..];
        if (!_seen.Add((span.Source, span.Line, span.Column, Fnv1a.Hash(rule))) || !Shows(span)) return;
        string shown = message.Length <= LongestMessage ? message : message[..LongestMessage] + "…";
        Problem problem = span.ToProblem(shown) with { Allowed = allowed is "" ? null : allowed, Suggestion = suggestion };
        _shown.Enqueue((span, problem), PlaceOf(span));
        if (_shown.Count > MostShown) _shown.Dequeue();
    }

    /// <summary>
    /// The problems by place: those of the file, then those of the command line in the order of its settings; behind the last that is shown
    /// the number of the others.
    /// </summary>
    public IReadOnlyList<Problem> InOrder()
    {
        Problem[] shown = [.. _shown.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element.Problem)];
        int more = Count - shown.Length;
        return more == 0 ? shown : [.. shown, Rest(shown[^1].File, more)];
    }

    /// <summary>The problems that an action adds; they do not count as the file's.</summary>
    public IReadOnlyList<Problem> Aside(Action action)
    {
        (PriorityQueue<(SourceSpan, Problem), Place> ofFile, _shown) = (_shown, new(LastFirst));
        (HashSet<(SourceText, int, int, ulong)> seen, _seen) = (_seen, []);
        action();
        IReadOnlyList<Problem> aside = InOrder();
        (_shown, _seen) = (ofFile, seen);
        return aside;
    }

    public void ThrowIfAny()
    {
        if (!IsEmpty) throw new ScenarioException(InOrder());
    }

    private static Problem Rest(string file, int count) => new(
        file, 0, 0, FormattableString.Invariant($"{count} more {(count == 1 ? "error" : "errors")}: the first {MostShown} are shown"));

    private Place PlaceOf(SourceSpan span) => new(span.Source.Rank, span.Line, span.Column, Count);

    /// <summary>Where a problem stands, and its number among those of one place.</summary>
    private readonly record struct Place(int Rank, int Line, int Column, int Number) : IComparable<Place>
    {
        public int CompareTo(Place other) => (Rank, Line, Column, Number).CompareTo((other.Rank, other.Line, other.Column, other.Number));
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
