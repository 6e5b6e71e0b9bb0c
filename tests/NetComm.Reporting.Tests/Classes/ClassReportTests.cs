using System.Text.RegularExpressions;
using NetComm.Reporting.Classes;
using NetComm.Reporting.Document;


namespace NetComm.Reporting.Tests.Classes;

/// <summary>The page of a class shows how the points are spread and what was hard.</summary>
public sealed class ClassReportTests
{
    private static readonly ClassGrades Class = new()
    {
        Title = "Lab <3>",
        Description = "As handed out in **week 3**.",
        Of = 4,
        Checks =
        [
            new("call.sent == 400", 1, 3),
            new("call.loss < 2 %", 3, 1) { Hint = "Which link loses packets?" },
        ],
        Rows =
        [
            RowOf("anna", 4, (true, "400"), (true, "1 %")),
            RowOf("ben", 1, (true, "400"), (false, "5 %")),
            RowOf("carla", 1, (true, "400"), (false, "5 %")),
            new()
            {
                Name = "dora.docx", Student = "dora", Points = 0, Percent = 0, Status = "refused: no scenario", IsGraded = false,
                Remarks = ["a .docx file is no <scenario>"], Outcomes = [new(false, "a"), new(false, "a")],
            },
        ],
        Alike = [new("the same but for names", ["ben.yaml", "carla.yaml"])],
    };

    [Fact]
    public void Points_are_spread_over_a_bar_for_each_number_of_them()
    {
        BarListPicture spread = PictureOf("spread");

        Assert.Equal(
            [("4 points", 0.5, "1"), ("3 points", 0, "0"), ("2 points", 0, "0"), ("1 point", 1, "2"), ("0 points", 0.5, "1")],
            spread.Items);
    }

    [Fact]
    public void The_hardest_check_stands_first_with_what_was_measured_where_it_failed()
    {
        BarListPicture hardest = PictureOf("hardest");
        Table table = TableOf("checks");

        Assert.Equal([("2  call.loss < 2 %", 0.25, "1 of 4"), ("1  call.sent == 400", 0.75, "3 of 4")], hardest.Items);
        Assert.Equal(
            ["5 % (2 times)Hint: Which link loses packets?", "only where nothing was graded"], table.Rows.Select(row => row[3].PlainText));
    }

    [Fact]
    public void The_verdict_tells_mean_median_and_who_was_not_graded()
    {
        Verdict verdict = ClassReport.DocumentOf(Class, "1.0").Verdicts.Single();

        Assert.Equal("1.5 of 4 points in the mean.", verdict.Text);
        Assert.Equal(
            ["Median 1, from 0 to 4 of 4 points.", "1 of 4 have all points.", "1 submission was not graded: see submissions.",
                "Some are equal or nearly equal."], verdict.Points.Select(point => point.PlainText));
    }

    [Fact]
    public void A_row_tells_the_checks_that_failed_and_links_to_its_report()
    {
        Table table = TableOf("submissions");

        Assert.Equal(["none", "2: 5 %", "2: 5 %", "a .docx file is no <scenario>"], table.Rows.Select(row => row[5].PlainText));
        Assert.Equal("anna.yaml/report.html", table.Rows[0][1].Pieces.Single().Target);
    }

    [Fact]
    public void The_page_holds_no_script_and_what_students_write_is_text()
    {
        string page = ClassReport.Of(Class, "1.0");

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(new Regex(@"\ssrc="), page);
        Assert.Contains("a .docx file is no &lt;scenario&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Lab &lt;3&gt;</h1>", page, StringComparison.Ordinal);
    }

    private static ClassRow RowOf(string name, decimal points, params (bool Passed, string Measured)[] outcomes) => new()
    {
        Name = $"{name}.yaml",
        Student = name,
        Points = points,
        Percent = points * 25,
        Status = "graded",
        IsGraded = true,
        Pages = [($"{name}.yaml", $"{name}.yaml/report.html")],
        Outcomes = [.. outcomes.Select(outcome => new ClassOutcome(outcome.Passed, outcome.Measured))],
    };

    private static Table TableOf(string section) =>
        ClassReport.DocumentOf(Class, "1.0").Sections.Single(one => one.Id == section).Blocks.OfType<Table>().Single();

    private static BarListPicture PictureOf(string id)
    {
        var bars = (BarList)ClassReport.DocumentOf(Class, "1.0").Pictures.Single(picture => picture.Id == id).Content;
        return new([.. bars.Items.Select(item => (item.Name, item.Length, item.Figure))]);
    }

    private sealed record BarListPicture(IReadOnlyList<(string Name, double Length, string Figure)> Items);
}
