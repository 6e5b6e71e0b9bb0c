namespace NetComm.Cli.Tests.Commands;

/// <summary>A class that hands in, and its lecturer who grades.</summary>
public abstract class GradingTests : IDisposable
{
    private protected const string Rubric = """
        rubric: Ten packets
        expect:
          - { check: ask.received == 10, points: 2 }
          - ask.latency.max <= 12 ms
          - { check: ask.loss < 2 %, points: 0.5 }

        """;

    private protected Workplace Place { get; } = new();

    public void Dispose()
    {
        Place.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void HandIn(string name, string text)
    {
        string path = Place[$"class/{name}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.WriteAllText(Place["class/rubric.yaml"], Rubric);
    }

    private protected void Grade(params string[] options)
    {
        Outcome outcome = Place.Run(["grade", "class", "--rubric", "class/rubric.yaml", .. options]);
        Assert.Equal(("", 0), (outcome.Errors, outcome.Status));
    }

    /// <summary>The rows of the grades, without the header.</summary>
    private protected string[] Rows(string grading = "grade-rubric") =>
        File.ReadAllText(Place[$"reports/{grading}/grades.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
}
