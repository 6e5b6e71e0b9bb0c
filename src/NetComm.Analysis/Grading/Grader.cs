namespace NetComm.Analysis;

/// <summary>Holds expectations against figures.</summary>
public static class Grader
{
    internal const string NoData = "no data";

    /// <summary>The outcome of each expectation, in order; those of another mode are not graded, and say so.</summary>
    public static IReadOnlyList<Grade> Grade(IReadOnlyList<Expectation> expectations, Measurements measured, RunMode mode) =>
        [.. expectations.Select(expected => Grade(expected, measured, mode))];

    private static Grade Grade(Expectation expected, Measurements measured, RunMode mode)
    {
        if (expected.Mode is { } only && only != mode)
            return new Grade(expected, null, $"not graded: {(only == RunMode.Loopback ? "loopback" : "simulated")} mode only");
        if (expected.Written is { } written) return new Grade(expected, written.Holds, written.Actual);
        if (expected.NotMeasurable is { } reason) return new Grade(expected, false, reason);
        return expected.And.Count == 0 ? Check(expected, measured) : All(expected, measured);
    }

    /// <summary>Holds if all checks do; each is told with what it is about.</summary>
    private static Grade All(Expectation expected, Measurements measured)
    {
        Grade[] checks = [.. expected.And.Prepend(expected).Select(one => Check(one, measured))];
        string actual = string.Join("; ", checks.Select(check => $"{FigureName.Of(check.Expectation)} {check.Actual}"));
        return new Grade(expected, checks.All(check => check.Passed == true), actual);
    }

    private static Grade Check(Expectation expected, Measurements measured) => expected.Metric switch
    {
        Metric.Completed => IsCompleted(expected, measured) is { } completed
            ? YesNo(expected, completed.Is, completed.Actual) : Missing(expected),
        Metric.Failed => Program(expected, measured) is { } program ? Failed(expected, program) : Missing(expected),
        Metric.Printed => Program(expected, measured) is { } program ? Printed(expected, program) : Missing(expected),
        Metric.Theory => Theory(expected, measured),
        Metric.AnsweredBy => AnsweredBy(expected, Flow(expected, measured)),
        _ when expected.Than is { } than => Compared(expected, than, measured),
        _ => Number(expected, FigureOf(expected, measured)),
    };

    private static Grade Theory(Expectation expected, Measurements measured) =>
        measured.Oracles.FirstOrDefault(one => ReferenceEquals(one.Oracle, expected.Oracle)) is { } found
            ? OracleGrader.Grade(expected, found)
            : throw new InvalidOperationException(
            $"What '{expected.Text}' speaks of was not measured: measure with the expectations that are graded.");

    private static Grade Missing(Expectation expected) => new(expected, false, NoData);

    private static Grade YesNo(Expectation expected, bool actual, string text)
    {
        bool wanted = expected.Value != 0 == (expected.Comparison != Comparison.NotEqual);
        return new Grade(expected, actual == wanted, text);
    }

    private static (bool Is, string Actual)? IsCompleted(Expectation expected, Measurements measured)
    {
        if (expected.Subject != ExpectationSubject.Flow)
            return Program(expected, measured) is { } program ? (program.Completed, StateOf(program)) : null;
        FlowMeasurement? flow = Flow(expected, measured);
        return flow is null ? null : (flow.Completed, flow.Completed ? "completed" : "not completed");
    }

    private static string StateOf(ProgramMeasurement program) =>
        program.Completed ? "completed" : program.Failure is { } failure ? $"failed: {failure}" : "not ended";

    private static Grade Failed(Expectation expected, ProgramMeasurement program)
    {
        bool asSaid = expected.ExpectedText is not { } errno || (program.Failure is { } failure && HasWord(failure, errno));
        return YesNo(expected, program.Failure is not null && asSaid, StateOf(program));
    }

    private static bool HasWord(string text, string word) => text.Split([' ', ':', ',', '(', ')']).Contains(word, StringComparer.Ordinal);

    /// <summary>Shows the line that holds the text; all of them where none does.</summary>
    private static Grade Printed(Expectation expected, ProgramMeasurement program)
    {
        string text = expected.ExpectedText ?? "";
        string? line = program.Printed.FirstOrDefault(printed => printed.Contains(text, StringComparison.Ordinal));
        string actual = program.Printed.Count == 0 ? "nothing printed" : Shortened(line ?? string.Join(" | ", program.Printed));
        return new Grade(expected, string.Join('\n', program.Printed).Contains(text, StringComparison.Ordinal), actual);
    }

    private static string Shortened(string text)
    {
        const int Longest = 200;
        return text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
    }

    private static Grade AnsweredBy(Expectation expected, FlowMeasurement? flow)
    {
        if (flow?.AnsweredBy is not { Count: > 0 } answers) return Missing(expected);
        bool all = answers.All(answer => answer.Host == expected.ExpectedText);
        bool none = answers.All(answer => answer.Host != expected.ExpectedText);
        string actual = string.Join(", ", answers.Select(answer => answers.Count == 1 ? answer.Host : $"{answer.Host} {answer.Answers}"));
        return new Grade(expected, expected.Comparison == Comparison.NotEqual ? none : all, actual);
    }

    private static Grade Number(Expectation expected, double? figure)
    {
        if (figure is not { } actual) return Missing(expected);
        bool passed = Holds(expected, actual);
        return new Grade(expected, passed, TypedUnit.Of(expected).Show(actual, shown => Holds(expected, shown) == passed));
    }

    /// <summary>Held against another figure, which is told too.</summary>
    private static Grade Compared(Expectation expected, Expectation than, Measurements measured)
    {
        if (FigureOf(than, measured) is not { } other) return new Grade(expected, false, $"{NoData} of {FigureName.Of(than)}");
        Grade grade = Number(expected with { Value = expected.Value * other }, FigureOf(expected, measured));
        string shown = TypedUnit.Of(than).Show(other, _ => true);
        return new Grade(expected, grade.Passed, $"{grade.Actual}; {FigureName.Of(than)} {shown}");
    }

    private static bool Holds(Expectation expected, double actual)
    {
        double wanted = Rounding.Round(expected.Value);
        double difference = Rounding.Round(Math.Abs(actual - wanted));
        return expected.Comparison switch
        {
            Comparison.Less => actual < wanted,
            Comparison.LessOrEqual => actual <= wanted,
            Comparison.Equal => difference <= expected.Tolerance,
            Comparison.NotEqual => difference > expected.Tolerance,
            Comparison.GreaterOrEqual => actual >= wanted,
            Comparison.Greater => actual > wanted,
            _ => throw new ArgumentOutOfRangeException(nameof(expected), expected.Comparison, "A number cannot be compared so."),
        };
    }

    /// <summary>The number that an expectation is about, in its base unit; null where nothing was measured.</summary>
    internal static double? FigureOf(Expectation expected, Measurements measured) => expected.Metric switch
    {
        Metric.Completed => IsCompleted(expected, measured) is { } completed ? completed.Is ? 1 : 0 : null,
        Metric.Failed => Program(expected, measured) is { } program ? program.Failure is null ? 0 : 1 : null,
        Metric.Status => Program(expected, measured)?.Status,
        Metric.CompletionTime when expected.Subject != ExpectationSubject.Flow =>
            Program(expected, measured)?.CompletionTime is { } time ? Rounding.Round(time.Picoseconds) : null,
        _ when expected.Subject == ExpectationSubject.Node => measured.Hosts
            .FirstOrDefault(node => node.Name == expected.Name)?.Drops.Sum(drop => drop.Packets),
        _ when expected.Subject == ExpectationSubject.Medium => LinkMetrics.Of(expected, Directions(expected, measured)),
        _ => Flow(expected, measured) is { } flow ? FlowMetrics.Of(expected, flow) : null,
    };

    private static FlowMeasurement? Flow(Expectation expected, Measurements measured)
    {
        if (measured.FlowWindows.TryGetValue((expected.Name, Window.Of(expected)), out FlowMeasurement? part)) return part;
        if (Window.Of(expected) == Window.Whole) return measured.Flows.FirstOrDefault(flow => flow.Name == expected.Name);
        throw new InvalidOperationException(
            $"The window of '{expected.Text}' was not measured: measure with the expectations that are graded.");
    }

    private static IEnumerable<LinkMeasurement> Directions(Expectation expected, Measurements measured)
    {
        if (measured.LinkWindows.TryGetValue((expected.Name, Window.Of(expected)), out IReadOnlyList<LinkMeasurement>? part)) return part;
        if (Window.Of(expected) == Window.Whole) return measured.Links.Where(link => link.Name == expected.Name);
        throw new InvalidOperationException(
            $"The window of '{expected.Text}' was not measured: measure with the expectations that are graded.");
    }

    private static ProgramMeasurement? Program(Expectation expected, Measurements measured) =>
        (expected.Subject == ExpectationSubject.App ? measured.Apps : measured.Programs)
            .FirstOrDefault(program => program.Name == expected.Name)
        ?? (expected.Subject == ExpectationSubject.App ? measured.Pools.Apps : measured.Pools.Programs)
            .FirstOrDefault(pool => pool.Figures.Name == expected.Name)?.Figures;
}

/// <summary>How an expectation came out.</summary>
/// <param name="Passed">Whether it holds; null where it was not graded.</param>
/// <param name="Actual">What was measured instead, in the unit that the expectation was typed in; or why it was not graded.</param>
public sealed record Grade(Expectation Expectation, bool? Passed, string Actual)
{
    /// <summary>What it gives: all its points where it holds, else none.</summary>
    public decimal Points => Passed == true ? (decimal)Expectation.Points : 0;

    /// <summary>What the author of the expectation says of this outcome: a sentence or the hint; null: nothing.</summary>
    public string? Sentence => Passed switch
    {
        true => Expectation.Sentences?.Passed,
        false => (IsWithoutData ? Expectation.Sentences?.NoData : null) ?? Expectation.Sentences?.Failed ?? Expectation.Hint,
        null => null,
    } is { } text ? text.Replace("{measured}", Actual, StringComparison.Ordinal) : null;

    private bool IsWithoutData => Expectation.NotMeasurable is not null || Actual.StartsWith(Grader.NoData, StringComparison.Ordinal);
}
