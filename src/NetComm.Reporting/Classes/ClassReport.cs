using System.Globalization;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Classes;
using NetComm.Reporting.Html;

namespace NetComm.Reporting;

/// <summary>
/// The page of a class: how the points are spread, which checks are hardest, who has what, and who is alike. It holds no script.
/// </summary>
public static class ClassReport
{
    /// <summary>Up to so many whole points each has a bar of its own; beyond, tenths of all points.</summary>
    private const int MostSteps = 20;

    /// <summary>Names of a group of equal files that are told; the others are counted.</summary>
    private const int MostNames = 12;

    /// <summary>The page, as text.</summary>
    /// <param name="grades">The grades.</param>
    /// <param name="version">The program's version.</param>
    public static string Of(ClassGrades grades, string version)
    {
        ArgumentNullException.ThrowIfNull(grades);
        return HtmlPage.Of(DocumentOf(grades, version), new ScottPlotRenderer()).Text;
    }

    /// <summary>The page before it is one.</summary>
    internal static ReportDocument DocumentOf(ClassGrades grades, string version)
    {
        var sections = new List<Section>();
        if (grades.Rows.Count > 0) sections.Add(SpreadSection(grades));
        sections.Add(ChecksSection(grades));
        sections.Add(RowsSection(grades));
        if (grades.Alike.Count > 0) sections.Add(AlikeSection(grades));
        if (grades.Others.Count > 0) sections.Add(OthersSection(grades));
        if (grades.Description.Trim().Length > 0)
            sections.Add(new Section("task", "Task", [new Block.Lesson(grades.Description)]));
        sections.Add(new Section("files", "Files",
        [
            new Block.Paragraph("In the same folder: all grades as a table for spreadsheets in " + RichText.Code("grades.csv")
                + " and for reading in " + RichText.Code("grades.md")
                + ", and a folder for each submission with its report or its mistakes."
                + $" Made by NetComm.Sim {version}."),
        ]));
        return new ReportDocument
        {
            Title = grades.Title,
            Kind = $"Grades of {Count(grades.Rows.Count, "submission")}",
            Verdicts = [VerdictOf(grades)],
            Sections = sections,
        };
    }

    private static Verdict VerdictOf(ClassGrades grades)
    {
        if (grades.Rows.Count == 0) return new Verdict("Nothing that was handed in could be graded.", null);
        decimal[] points = [.. grades.Rows.Select(row => row.Points).Order()];
        decimal median = (points[(points.Length - 1) / 2] + points[points.Length / 2]) / 2;
        string range = $"from {Written(points[0])} to {Written(points[^1])} of {Written(grades.Of)} points";
        var told = new List<RichText> { $"Median {Written(median)}, {range}." };
        int full = points.Count(one => one == grades.Of);
        told.Add($"{full} of {grades.Rows.Count} have all points.");
        int without = grades.Rows.Count(row => !row.IsGraded);
        string were = without == 1 ? "was" : "were";
        if (without > 0)
            told.Add($"{Count(without, "submission")} {were} not graded: see " + RichText.Link("submissions", "#submissions") + ".");
        if (grades.Alike.Count > 0) told.Add("Some are " + RichText.Link("equal or nearly equal", "#alike") + ".");
        decimal mean = Math.Round(points.Average(), 2, MidpointRounding.AwayFromZero);
        return new Verdict($"{Written(mean)} of {Written(grades.Of)} points in the mean.", null)
        {
            Points = told,
        };
    }

    private static Section SpreadSection(ClassGrades grades)
    {
        bool isWhole = grades.Of <= MostSteps && grades.Rows.Select(row => row.Points).Append(grades.Of).All(decimal.IsInteger);
        (string Name, int Count)[] steps = isWhole
            ? [.. Enumerable.Range(0, (int)grades.Of + 1).Reverse().Select(step =>
                (Count(step, "point"), grades.Rows.Count(row => row.Points == step)))]
            : [.. Enumerable.Range(0, 10).Reverse().Select(tenth =>
                (Invariant($"{tenth * 10} to {(tenth + 1) * 10} %"), grades.Rows.Count(row => TenthOf(row, grades.Of) == tenth)))];
        int most = Math.Max(1, steps.Max(step => step.Count));
        return new Section("points", "Points",
        [
            new Picture("spread", "", new BarList
            {
                Title = "How the points are spread",
                Description = "How many submissions have how many points.",
                Items = [.. steps.Select(step => new BarListItem(step.Name, (double)step.Count / most, Invariant($"{step.Count}")))],
            }, "How many submissions have how many points."),
        ]);
    }

    private static int TenthOf(ClassRow row, decimal of) => (int)Math.Min(9, decimal.Floor(row.Points * 10 / of));

    private static Section ChecksSection(ClassGrades grades)
    {
        (ClassCheck Check, int Number)[] hardest =
            [.. grades.Checks.Select((check, i) => (check, i + 1)).OrderBy(one => one.check.Passed).ThenBy(one => one.Item2)];
        int all = Math.Max(1, grades.Rows.Count);
        return new Section("checks", "Checks, the hardest first",
        [
            new Picture("hardest", "", new BarList
            {
                Title = "How many pass each check",
                Description = "How many submissions pass each check of the rubric, the hardest first.",
                Items =
                [
                    .. hardest.Select(one => new BarListItem(
                        Invariant($"{one.Number}  {one.Check.Text}"), (double)one.Check.Passed / all,
                        Invariant($"{one.Check.Passed} of {grades.Rows.Count}"))),
                ],
            }, "The numbers are those of the checks in the rubric, and of the table of submissions."),
            Table.Of("What was expected, and what those measured who failed",
                [new("Check", IsNumber: false), new("Points"), new("Passed"), new("Where it failed", IsNumber: false)],
                hardest,
                one =>
                [
                    Invariant($"{one.Number}  ") + RichText.Code(one.Check.Text), Written(one.Check.Points),
                    Invariant($"{100m * one.Check.Passed / all:0} %"), FailuresOf(grades, one.Number - 1),
                ]),
        ]);
    }

    /// <summary>What is measured most where a check fails, with the rubric's hint.</summary>
    private static RichText FailuresOf(ClassGrades grades, int check)
    {
        const int MostShown = 3;
        (string Measured, int Times)[] failures =
        [
            .. grades.Rows.Where(row => row.IsGraded && row.Outcomes[check].Passed == false).GroupBy(row => row.Outcomes[check].Measured)
                .Select(group => (Measured: group.Key, Times: group.Count())).OrderByDescending(one => one.Times)
                .ThenBy(one => one.Measured, StringComparer.Ordinal),
        ];
        string told = string.Join("; ", failures.Take(MostShown)
            .Select(one => one.Times == 1 ? one.Measured : Invariant($"{one.Measured} ({one.Times} times)")));
        if (failures.Length > MostShown) told += Invariant($"; and {failures.Length - MostShown} other values");
        RichText hint = grades.Checks[check].Hint is { } text ? RichText.Remark($"Hint: {text}") : RichText.None;
        if (told.Length == 0) told = grades.Checks[check].Passed == grades.Rows.Count ? "nowhere" : "only where nothing was graded";
        return (RichText)told + hint;
    }

    private static Section RowsSection(ClassGrades grades) => new("submissions", "Submissions",
    [
        Table.Of("Each submission, with the checks that it failed",
            [new("Student", IsNumber: false), new("Submission", IsNumber: false), new("Points"), new("%"), new("Status", IsNumber: false),
                new("Failed, and measured", IsNumber: false)],
            grades.Rows,
            row =>
            [
                row.Student, NameOf(row), Written(row.Points), row.Percent.ToString("0.#", CultureInfo.InvariantCulture),
                row.IsGraded ? RichText.Good(row.Status) : RichText.Bad(row.Status), FailedOf(row),
            ]) with { IsTitled = true },
    ]);

    private static RichText NameOf(ClassRow row) => row.Pages.Count switch
    {
        0 => row.Name,
        1 => RichText.Link(row.Name, row.Pages[0].Target),
        _ => row.Pages.Aggregate((RichText)$"{row.Name}: ", (all, page) => all + RichText.Link(page.Name, page.Target) + " "),
    };

    private static RichText FailedOf(ClassRow row)
    {
        if (!row.IsGraded && row.Outcomes.All(outcome => outcome.Passed != true)) return string.Join("; ", row.Remarks);
        string[] failed =
        [
            .. row.Outcomes.Select((outcome, i) => (outcome, Number: i + 1)).Where(one => one.outcome.Passed == false)
                .GroupBy(one => one.outcome.Measured)
                .Select(group => Invariant($"{string.Join(", ", group.Select(one => one.Number))}: {group.Key}")),
        ];
        string[] remarks = [.. row.Remarks.Where(remark => row.Outcomes.All(outcome => outcome.Measured != remark))];
        return (RichText)(failed.Length == 0 ? "none" : string.Join("; ", failed))
            + (remarks.Length == 0 ? RichText.None : RichText.Remark(string.Join("; ", remarks)));
    }

    private static Section AlikeSection(ClassGrades grades) => new("alike", "Equal and nearly equal",
    [
        new Block.Paragraph(
            "Compared without title, comments, layout and order of the files. A reason to look, no proof: where the task leaves little " +
            "choice, all are alike."),
        Table.Of("Files that are alike",
            [new("How", IsNumber: false), new("How many"), new("Files", IsNumber: false)],
            grades.Alike,
            group => [group.How, Invariant($"{group.Names.Count}"), NamesOf(group.Names)]) with { IsTitled = true },
    ]);

    private static RichText NamesOf(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? Invariant($" and {names.Count - MostNames} more") : "");

    private static Section OthersSection(ClassGrades grades) => new("others", "Other files",
    [
        new Block.Paragraph("They were handed in too, and count in no figure of the class."),
        Table.Of("Files that were not graded",
            [new("File", IsNumber: false), new("Status", IsNumber: false), new("Why", IsNumber: false)],
            grades.Others,
            row => [row.Name, row.Status, string.Join("; ", row.Remarks)]) with { IsTitled = true },
    ]);

    private static string Count(int count, string noun) => $"{Figure.Count(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Written(decimal points) => points.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
