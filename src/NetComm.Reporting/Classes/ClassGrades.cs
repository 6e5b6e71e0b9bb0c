namespace NetComm.Reporting;

/// <summary>The grades of a class, as its page shows them.</summary>
public sealed record ClassGrades
{
    /// <summary>The rubric's title.</summary>
    public required string Title { get; init; }

    /// <summary>The rubric's text, Markdown; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>How many points there are.</summary>
    public required decimal Of { get; init; }

    /// <summary>What was checked, in the order of the rubric.</summary>
    public required IReadOnlyList<ClassCheck> Checks { get; init; }

    /// <summary>The submissions that count, by name.</summary>
    public required IReadOnlyList<ClassRow> Rows { get; init; }

    /// <summary>Files that are equal or nearly so, the most alike first.</summary>
    public IReadOnlyList<ClassAlike> Alike { get; init; } = [];

    /// <summary>Other files that were handed in.</summary>
    public IReadOnlyList<ClassRow> Others { get; init; } = [];
}

/// <summary>A line of the rubric.</summary>
/// <param name="Passed">How many submissions pass it.</param>
public sealed record ClassCheck(string Text, decimal Points, int Passed)
{
    /// <summary>What to look at where it fails; null where nothing is said.</summary>
    public string? Hint { get; init; }
}

/// <summary>A submission.</summary>
public sealed record ClassRow
{
    /// <summary>Its file, or the student's folder.</summary>
    public required string Name { get; init; }

    /// <summary>Who handed it in.</summary>
    public required string Student { get; init; }

    /// <summary>Its points.</summary>
    public required decimal Points { get; init; }

    /// <summary>The same in per cent of all.</summary>
    public required decimal Percent { get; init; }

    /// <summary>Whether it was graded, or why not, in a word or two.</summary>
    public required string Status { get; init; }

    /// <summary>Whether it was graded.</summary>
    public required bool IsGraded { get; init; }

    /// <summary>What there is to say of it as a whole, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Its reports or mistakes: a name, and the file beside the page.</summary>
    public IReadOnlyList<(string Name, string Target)> Pages { get; init; } = [];

    /// <summary>How each check came out, in the order of the rubric.</summary>
    public IReadOnlyList<ClassOutcome> Outcomes { get; init; } = [];
}

/// <summary>How a check came out.</summary>
/// <param name="Passed">Null where it does not count.</param>
/// <param name="Measured">What was measured, or why nothing was.</param>
public sealed record ClassOutcome(bool? Passed, string Measured);

/// <summary>Files that are alike.</summary>
/// <param name="How">How alike: <c>the same but for names</c>.</param>
public sealed record ClassAlike(string How, IReadOnlyList<string> Names);
