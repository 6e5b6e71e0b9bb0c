using System.IO.Enumeration;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Grading;

/// <summary>What stands in one row of the grades: a file, or the files that a student handed in for the tasks of a rubric.</summary>
/// <param name="Name">The file's name, or the student's folder.</param>
/// <param name="Parts">The file, or a file for each task; null for a task without one.</param>
internal sealed record Submission(string Name, Student Student, IReadOnlyList<HandedInFile?> Parts)
{
    /// <summary>Why it is not graded; null where it is.</summary>
    public (SubmissionStatus Status, string Remark)? Refusal { get; init; }

    /// <summary>The rows of a class: one for each file, or, where the rubric has tasks, one for each student and each other file.</summary>
    /// <param name="top">The name of the folder, for files that lie in no other.</param>
    public static IReadOnlyList<Submission> Of(IReadOnlyList<HandedInFile> files, Rubric rubric, string top)
    {
        if (rubric.Tasks.Count == 0) return [.. files.Select(Alone)];
        return
        [
            .. files.GroupBy(file => GroupOf(file, top)).SelectMany(group => OfTasks(group.Key, [.. group], rubric))
                .OrderBy(one => one.Name, StringComparer.Ordinal),
        ];
    }

    private static Submission Alone(HandedInFile file) => new(file.Name, Student.Of(file), [file]) { Refusal = file.Refusal };

    /// <summary>Files of one folder belong together; of files in none, those of one student.</summary>
    private static string GroupOf(HandedInFile file, string top)
    {
        if (file.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash) return file.Name[..slash];
        return Student.Of(file) is { Id.Length: > 0 } known ? $"{known.Name}_{known.Id}" : top;
    }

    private static IEnumerable<Submission> OfTasks(string name, HandedInFile[] files, Rubric rubric)
    {
        string[] wanted = [.. rubric.Tasks.Select(task => task.File)];
        HandedInFile?[] parts = [.. rubric.Tasks.Select(task => FileOf(task, files))];
        // Of a folder with nothing but left-overs nobody handed anything in.
        if (files.Any(file => !file.IsLeftOver))
        {
            Student student = Student.Of(files[0]);
            yield return new Submission(name, student.Id.Length > 0 ? student : student with { Name = name }, parts)
            {
                Refusal = parts.Any(part => part is not null) ? null
                    : (SubmissionStatus.Missing, $"none of its files is called {string.Join(" or ", wanted)}"),
            };
        }

        foreach (HandedInFile other in files.Except(parts.OfType<HandedInFile>()))
        {
            yield return Alone(other) with
            {
                Refusal = other.Refusal
                    ?? (SubmissionStatus.NoTask, $"no task asks for a file of this name: {string.Join(", ", wanted)}"),
            };
        }
    }

    private static HandedInFile? FileOf(RubricTask task, HandedInFile[] files) =>
        files.Where(file => !file.IsLeftOver && Fits(task.File, Student.NameOfFile(file)))
            .OrderBy(file => file.Name.Count(c => c == '/')).ThenBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault();

    private static bool Fits(string pattern, string name) =>
        Path.GetExtension(name).ToUpperInvariant() is ".YAML" or ".YML"
        && FileSystemName.MatchesSimpleExpression(
            Escaped(Path.GetFileNameWithoutExtension(pattern)), Path.GetFileNameWithoutExtension(name), ignoreCase: true);

    /// <summary>Only <c>*</c> stands for others.</summary>
    private static string Escaped(string pattern) =>
        pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
}
