using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Grading;

/// <summary>Files of several students that are equal or nearly so: a reason to look, no proof.</summary>
/// <param name="Names">The files, as they were handed in.</param>
internal sealed record AlikeFiles(Likeness Likeness, IReadOnlyList<string> Names)
{
    /// <summary>In a smaller class anything is soon most of it.</summary>
    private const int SmallClass = 5;

    /// <summary>The files, as people call them.</summary>
    public required IReadOnlyList<string> Called { get; init; }

    /// <summary>Whether most of the class is in it: then the task makes them so.</summary>
    public bool IsMostOfClass { get; init; }

    public string InWords => (Likeness switch
    {
        Likeness.Equal => "the same",
        Likeness.Renamed => "the same but for names",
        _ => "the same but for names and values",
    }) + (IsMostOfClass ? ", as most of the class" : "");

    /// <summary>All groups, the strictest first, small ones before large ones; none that a stricter one tells already.</summary>
    public static IReadOnlyList<AlikeFiles> Among(GradeBook book)
    {
        GradedFileOfStudent[] files =
        [
            .. from one in book.Submissions
               from file in one.Files
               where file.Likeness is not null
               select new GradedFileOfStudent(file.File.Name, one.Submission.Student, file.Likeness!),
        ];
        var told = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<ScenarioLikeness> given = book.Rubric.GivenNetworks;
        return
        [
            .. Groups(Likeness.Equal, files, file => file.Likeness.Content, given.Select(one => one.Content), told),
            .. Groups(Likeness.Renamed, files, file => file.Likeness.Nameless, given.Select(one => one.Nameless), told),
            .. Groups(Likeness.Structure, files, file => file.Likeness.Structure, given.Select(one => one.Structure), told),
        ];
    }

    /// <param name="given">What the rubric gives to all is no copy.</param>
    private static AlikeFiles[] Groups(
        Likeness likeness, GradedFileOfStudent[] files, Func<GradedFileOfStudent, string?> keyOf, IEnumerable<string?> given,
        HashSet<string> told)
    {
        string?[] known = [.. given];
        return
        [
            .. files.Where(file => keyOf(file) is { Length: > 0 } key && !known.Contains(key)).GroupBy(keyOf)
                .Where(group => group.Select(file => file.Student).Distinct().Skip(1).Any())
                .Select(group => new AlikeFiles(likeness, [.. group.Select(file => file.Name)])
                {
                    Called = [.. group.Select(file => file.Student.Call(file.Name))],
                    IsMostOfClass = files.Length > SmallClass && group.Count() * 2 > files.Length,
                })
                .Where(group => told.Add(string.Join('\n', group.Names)))
                .OrderBy(group => group.Names.Count).ThenBy(group => group.Names[0], StringComparer.Ordinal),
        ];
    }

    private sealed record GradedFileOfStudent(string Name, Student Student, ScenarioLikeness Likeness);
}

/// <summary>How alike files are.</summary>
internal enum Likeness
{
    /// <summary>But for title, comments, layout and order.</summary>
    Equal,

    /// <summary>But for names too.</summary>
    Renamed,

    /// <summary>But for names and values: the same kinds of things, joined in the same way.</summary>
    Structure,
}
