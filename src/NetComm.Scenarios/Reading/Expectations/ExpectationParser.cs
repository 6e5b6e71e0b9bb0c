using System.Globalization;
using System.Text.RegularExpressions;
using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>
/// Reads one expectation: <c>NAME.METRIC [by HOST] [from NODE] [OP VALUE [± VALUE]] [before TIME | after TIME | between TIME and TIME]</c>,
/// or several of them joined by <c>and</c>. Its first mistake is reported at the characters that make it.
/// </summary>
internal sealed partial class ExpectationParser
{
    private static readonly string[] Clauses = ["by", "from", "before", "after", "between", "with", "contains"];

    private readonly ResolveContext _draft;
    private readonly IReadOnlyDictionary<string, Flow> _flows;
    private readonly YamlScalar _scalar;
    private readonly string _title;
    private readonly IReadOnlyList<Token> _tokens;
    private int _at;

    private ExpectationParser(ResolveContext draft, IReadOnlyDictionary<string, Flow> flows, YamlScalar scalar, string title)
    {
        _draft = draft;
        _flows = flows;
        _scalar = scalar;
        _title = title;
        _tokens = Tokenizer.Cut(scalar.Value);
    }

    private Token Current => _tokens[_at];

    /// <summary>The expectation; null where it has a mistake, which is reported.</summary>
    public static Expectation? Parse(ResolveContext draft, IReadOnlyDictionary<string, Flow> flows, YamlScalar scalar, string title) =>
        new ExpectationParser(draft, flows, scalar, title).Reported(parser =>
        {
            Expectation first = parser.Check();
            var more = new List<Expectation>();
            while (parser.TryTake("and")) more.Add(parser.Check());
            return parser.Ended(first with { Text = scalar.Value.Trim(), And = more });
        });

    /// <summary>
    /// A figure alone: <c>NAME.METRIC [by HOST] [from NODE]</c> and a window; null where it has a mistake, which is reported.
    /// </summary>
    public static Expectation? ParseFigure(
        ResolveContext draft, IReadOnlyDictionary<string, Flow> flows, YamlScalar scalar, string title) =>
        new ExpectationParser(draft, flows, scalar, title)
            .Reported(parser => parser.Ended(parser.Windowed(parser.Figure("a figure").Figure)));

    private Expectation? Reported(Func<ExpectationParser, Expectation> parse)
    {
        try
        {
            return parse(this);
        }
        catch (MistakeException mistake)
        {
            if (mistake.IsNoted) return null;
            _draft.Problem(
                _scalar.SpanOf(mistake.Start, mistake.Length), $"{_title}: {mistake.Message}", mistake.Allowed, mistake.Suggestion);
            return null;
        }
    }

    /// <summary>One check; its text is its part of the whole.</summary>
    private Expectation Check()
    {
        if (MisplacedWindow.In(_scalar.Value, OfThisCheck()) is { } misplaced) throw misplaced;
        int start = Current.Start;
        (Expectation figure, MetricDefinition metric) = Figure("an expectation");
        Expectation check = Windowed(new ComparisonParser(this, metric.Name!, metric.Unit).Parse(figure));
        return check with { Text = _scalar.Value[start..Current.Start].Trim() };
    }

    /// <summary>The tokens from here to the next 'and' that joins two checks.</summary>
    private IReadOnlyList<Token> OfThisCheck()
    {
        int end = _at;
        while (_tokens[end].Kind != TokenKind.End && !(_tokens[end].Is("and") && IsFigure(end + 1))) end++;
        return [.. _tokens.Skip(_at).Take(end - _at), new(TokenKind.End, "", _tokens[end].Start, 0)];
    }

    private bool IsFigure(int at) => _tokens[at].Kind == TokenKind.Word
        && (NameAndMetric().IsMatch(_tokens[at].Text) || (_tokens[at].Is("host") && _tokens[at + 1].Kind == TokenKind.Word));

    private (Expectation Figure, MetricDefinition Metric) Figure(string what)
    {
        int start = Current.Start;
        bool isOfNode = Current.Is("host") && _tokens[_at + 1].Kind == TokenKind.Word && TryTake("host");
        Token subject = Take(TokenKind.Word, $"{what} begins with NAME.METRIC");
        (string name, ExpectationSubject? known) = isOfNode ? NodeIn(subject, what) : Subject(subject, what);
        (ExpectationSubject kind, MetricDefinition metric) = MetricOf(subject, name, known);
        var figure = new Expectation { Text = "", Name = name, Subject = kind, Metric = metric.Metric, Percentile = metric.Percent };
        while (Current.Is("by") || Current.Is("from")) figure = Current.Is("by") ? By(figure) : From(figure);
        return (figure with { Text = _scalar.Value[start..Current.Start].Trim() }, metric);
    }

    /// <summary>Whether a number and '*' begin here.</summary>
    internal bool AtFactor => Current.Kind == TokenKind.Word && _tokens[_at + 1].Is("*");

    /// <summary>Whether a figure begins here, and no number.</summary>
    internal bool AtFigure => IsFigure(_at);

    /// <summary>The figure on the right side of a comparison.</summary>
    internal Expectation Other(string metric, MetricUnit unit)
    {
        Token first = Current;
        (Expectation figure, MetricDefinition other) = Figure("what stands on the right");
        if (Comparable(other.Unit) == Comparable(unit)) return figure;
        throw new MistakeException(first.Start, Current.Start - first.Start,
            $"'{metric}' is {Noun(unit)}, but '{other.Name}' is {Noun(other.Unit)}", null, null);
    }

    private static string Noun(MetricUnit unit) => unit switch
    {
        MetricUnit.Number => "a plain number",
        MetricUnit.Share => "a share",
        MetricUnit.Duration or MetricUnit.DurationDifference => "a time",
        MetricUnit.Rate => "a rate",
        _ => "no number",
    };

    private static MetricUnit Comparable(MetricUnit unit) => unit == MetricUnit.DurationDifference ? MetricUnit.Duration : unit;

    private Expectation Ended(Expectation expectation) => Current.Kind == TokenKind.End ? expectation : throw Unexpected();

    private Expectation Windowed(Expectation check)
    {
        Token at = Current;
        check = Window(check);
        if (check.Than is { } than) check = check with { Than = than with { After = check.After, Before = check.Before } };
        bool isWhole = check.After == SimTime.Zero && check.Before == SimTime.Never;
        if (isWhole || check.Figures.All(figure => figure.Subject != ExpectationSubject.Node)) return check;
        throw Mistake(at, "a time chooses packets of a flow or link; the drops of a host are those of the whole run");
    }

    internal Token Take(TokenKind kind, string rule, string? allowed = null)
    {
        if (Current.Kind == kind) return _tokens[_at++];
        if (Current.Kind == TokenKind.Unclosed) throw Unclosed(Current);
        throw Mistake(Current, Current.Kind == TokenKind.End
            ? $"{rule}, but it ends here" : $"{rule}, but was '{Shapes.Cropped(Current.Text)}'", allowed);
    }

    internal bool TryTake(string word)
    {
        if (!Current.Is(word)) return false;
        _at++;
        return true;
    }

    internal Token Peek() => Current;

    /// <summary>Whether a value ends here: a clause, a sign or the end follows.</summary>
    internal bool AtClause => Current.Kind != TokenKind.Word || Clauses.Contains(Current.Text)
        || Current.Text is "and" or "until" or "since";

    internal static MistakeException Mistake(Token token, string message, string? allowed = null, string? suggestion = null) =>
        new(token.Start, token.Length, message, allowed, suggestion);

    /// <summary>An amount: the words up to the next clause.</summary>
    internal decimal Amount(QuantityRange range, string what)
    {
        Token first = Take(TokenKind.Word, $"{what} must be {range.Noun} such as '{range.Example}'");
        Token last = first;
        while (Current.Kind == TokenKind.Word && !Clauses.Contains(Current.Text) && Current.Text != "and") last = _tokens[_at++];
        string typed = _scalar.Value[first.Start..last.End];
        QuantityReading reading = QuantityReader.Read(typed, range);
        if (reading.Value is { } amount) return amount.Value;
        throw new MistakeException(first.Start, last.End - first.Start, $"{what} {reading.Rule}, but was '{Shapes.Cropped(typed)}'",
            reading.Allowed, reading.Suggestion);
    }

    internal string Host(string what)
    {
        Token name = Take(TokenKind.Word, $"{what} needs the name of a host");
        return Resolve(_draft.Addressed, name, what, "a host", EntityKind.Host);
    }

    private string Resolve(NameFamily family, Token name, string what, string wanted, params EntityKind[] kinds)
    {
        SourceSpan span = _scalar.SpanOf(name.Start, name.Length);
        if (family.IsOpen && family.Find(name.Text) is null) return name.Text;
        return family.Resolve(name.Text, span, $"{_title}: {what}", wanted, allowsCounted: false, kinds)?.Name
            ?? throw MistakeException.Noted();
    }

    /// <summary>The name, and what it stands for; null where the file does not define it.</summary>
    private (string Name, ExpectationSubject? Kind) Subject(Token token, string what)
    {
        int dot = token.Text.IndexOf('.');
        if (dot <= 0) throw Mistake(token, $"{what} begins with NAME.METRIC, but was '{Shapes.Cropped(token.Text)}'");
        Token name = token with { Text = token.Text[..dot], Length = dot };
        EntityKind[] kinds = [EntityKind.Flow, EntityKind.Link, EntityKind.Lan, EntityKind.Program, EntityKind.App];
        if (Connection(name) is { } connection) return (connection, ExpectationSubject.Program);
        bool isPool = _draft.Measured.Find(name.Text) is { IsCounted: true, Kind: EntityKind.Flow or EntityKind.Program or EntityKind.App };
        string found = isPool ? name.Text : Resolve(_draft.Measured, name, "the subject", "a flow, link, LAN, program or app", kinds);
        return (found, _draft.Measured.Find(found)?.Kind switch
        {
            EntityKind.Link or EntityKind.Lan => ExpectationSubject.Medium,
            EntityKind.Program => ExpectationSubject.Program,
            EntityKind.App => ExpectationSubject.App,
            EntityKind.Flow => ExpectationSubject.Flow,
            _ => null,
        });
    }

    /// <summary>The name of a connection's program, <c>server#1</c>; null where it is none.</summary>
    private string? Connection(Token name)
    {
        int sign = name.Text.IndexOf('#');
        if (sign < 0) return null;
        Token server = name with { Text = name.Text[..sign], Length = sign };
        string found = Resolve(_draft.Measured, server, "the subject", "a program with 'each'", EntityKind.Program);
        string typed = name.Text[(sign + 1)..];
        bool isNumbered = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0;
        if (isNumbered && (_draft.Servers.Contains(found) || _draft.Measured.IsOpen)) return $"{found}#{number}";
        string what = isNumbered ? $"'{found}' has no 'each', and so no connections with programs of their own"
            : $"a connection is named by its number, from 1, but was '{Shapes.Cropped(name.Text)}'";
        throw Mistake(name, what, isNumbered ? null : $"{found}#1");
    }

    /// <summary>The host or router behind <c>host</c>.</summary>
    private (string Name, ExpectationSubject? Kind) NodeIn(Token token, string what)
    {
        int dot = token.Text.IndexOf('.');
        if (dot <= 0) throw Mistake(token, $"{what} of a host is host NAME.METRIC, but was 'host {Shapes.Cropped(token.Text)}'");
        Token name = token with { Text = token.Text[..dot], Length = dot };
        return (Resolve(_draft.Addressed, name, "'host'", "a host or router", EntityKind.Host, EntityKind.Router), ExpectationSubject.Node);
    }

    /// <summary>The metric; of a name that may stand for anything, the first kind that has it.</summary>
    private static (ExpectationSubject Kind, MetricDefinition Metric) MetricOf(Token subject, string name, ExpectationSubject? known)
    {
        string typed = subject.Text[(name.Length + 1)..];
        if (typed == "jitter.last") typed = "jitter";
        ExpectationSubject[] kinds = known is { } only
            ? [only] : [ExpectationSubject.Flow, ExpectationSubject.Medium, ExpectationSubject.Program];
        foreach (ExpectationSubject kind in kinds)
        {
            if (MetricCatalogue.NamedOf(kind).FirstOrDefault(metric => metric.Name == typed) is { } named) return (kind, named);
            if (kind == ExpectationSubject.Flow && PercentileIn(typed) is { } percentile) return (kind, percentile);
        }

        string[] names = [.. kinds.SelectMany(MetricCatalogue.NamedOf).Select(metric => metric.Name!).Distinct()];
        var place = new Token(TokenKind.Word, typed, subject.Start + name.Length + 1, Math.Max(1, typed.Length));
        string message = known is { } one ? $"{Noun(one)} has no metric '{Shapes.Cropped(typed)}'"
            : $"there is no metric '{Shapes.Cropped(typed)}'";
        string? meant = MetricWords.Meant(typed, names);
        throw Mistake(place, message, meant is null ? string.Join(", ", names) : null, meant);
    }

    /// <summary>A percentile that has no name of its own: <c>latency.p99.9</c>.</summary>
    private static MetricDefinition? PercentileIn(string typed) => AnyPercentile().Match(typed) is { Success: true } match
        && decimal.Parse(match.Groups["percent"].Value, CultureInfo.InvariantCulture) is > 0 and <= 100 and var percent
        ? MetricCatalogue.Percentile(typed[0] == 'l' ? Metric.LatencyPercentile : Metric.ResponsePercentile, percent) : null;

    private static string Noun(ExpectationSubject subject) => subject switch
    {
        ExpectationSubject.Flow => "a flow",
        ExpectationSubject.Medium => "a link or LAN",
        ExpectationSubject.Program => "a program",
        ExpectationSubject.Node => "a host",
        _ => "an app",
    };

    private Expectation By(Expectation expectation)
    {
        Token by = _tokens[_at++];
        if (expectation.Subject != ExpectationSubject.Flow)
            throw Mistake(by, $"'by' picks a receiver of a flow, but '{expectation.Name}' is {Noun(expectation.Subject)}");
        Token place = Current;
        string host = Host("'by'");
        Flow[] flows = [.. _flows.Values.Where(flow => flow.Name == expectation.Name || flow.Pool == expectation.Name)];
        // The requesting host receives the answers.
        string[] receivers =
        [
            .. flows.SelectMany(flow => flow.Receivers)
                .Concat(flows.Where(flow => flow.Traffic is Traffic.RequestResponse or Traffic.Ping).Select(flow => flow.From))
                .Distinct().Select(receiver => _draft.Nodes[receiver].Name),
        ];
        if (flows.Length > 0 && !receivers.Contains(host))
            throw Mistake(place, $"'{host}' is no receiver of '{expectation.Name}'", string.Join(", ", receivers.Take(10)));
        return expectation with { By = host };
    }

    private Expectation From(Expectation expectation)
    {
        Token from = _tokens[_at++];
        if (expectation.Subject != ExpectationSubject.Medium)
            throw Mistake(from, $"'from' picks a direction of a link or LAN, but '{expectation.Name}' is {Noun(expectation.Subject)}");
        Token name = Take(TokenKind.Word, "'from' needs the name of a host or router");
        string node = Resolve(_draft.Addressed, name, "'from'", "a host or router", EntityKind.Host, EntityKind.Router);
        if (_draft.MediumByName.TryGetValue(expectation.Name, out UnresolvedLink? medium)
            && medium.Members.All(member => member.Name != node))
        {
            throw Mistake(
                name, $"'{node}' is not on '{expectation.Name}'", string.Join(", ", medium.Members.Take(10).Select(member => member.Name)));
        }

        return expectation with { From = node };
    }

    private Expectation Window(Expectation expectation)
    {
        if (TryTake("before")) return expectation with { Before = Instant("'before'") };
        if (TryTake("after")) return expectation with { After = Instant("'after'") };
        if (!TryTake("between")) return expectation;
        Token place = Current;
        SimTime from = Instant("'between'");
        if (!TryTake("and")) throw Mistake(Current, "'between' needs two times with 'and' in the middle");
        SimTime to = Instant("'and'");
        if (to <= from) throw Mistake(place, "'between' needs the earlier time first");
        return expectation with { After = from, Before = to };
    }

    private SimTime Instant(string what) => new((long)Amount(QuantityRange.Time, what));

    private static MistakeException Unclosed(Token token) =>
        Mistake(token, "the quote that opens here is not closed", "single quotes round the whole where it holds ': ' or ' #'");

    private MistakeException Unexpected()
    {
        Token token = Current;
        return token.Kind switch
        {
            TokenKind.Unclosed => Unclosed(token),
            TokenKind.Word when token.Text is "by" or "from" =>
                Mistake(token, $"'{token.Text}' stands right behind the metric, before the comparison"),
            TokenKind.Word when MisplacedWindow.IsWord(token) =>
                Mistake(token, $"there is one window at most, but '{token.Text}' begins another", "between TIME and TIME"),
            _ => Mistake(token, $"nothing more can stand here, but was '{Shapes.Cropped(token.Text)}'",
                "before TIME, after TIME, between TIME and TIME, and NAME.METRIC …"),
        };
    }

    [GeneratedRegex(@"^[A-Za-z_][\w-]*(#[0-9]+)?\.[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex NameAndMetric();

    [GeneratedRegex(@"^(latency|response)\.p(?<percent>[0-9]{1,3}(\.[0-9]{1,6})?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AnyPercentile();
}

/// <summary>Ends the reading of one expectation at its first mistake.</summary>
internal sealed class MistakeException(int start, int length, string message, string? allowed, string? suggestion) : Exception(message)
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    public string? Allowed { get; } = allowed;

    public string? Suggestion { get; } = suggestion;

    public bool IsNoted { get; private init; }

    public static MistakeException Noted() => new(0, 0, "", null, null) { IsNoted = true };
}
