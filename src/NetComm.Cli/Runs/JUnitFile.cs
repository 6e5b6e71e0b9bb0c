using System.Globalization;
using System.Text;
using System.Xml;

namespace NetComm.Cli.Runs;

/// <summary>Expectations as JUnit XML, which CI systems show as tests: of runs a suite per scenario, a case per expectation, and a suite
/// more where other orders were tried.</summary>
internal static class JUnitFile
{
    /// <summary>Checks, before anything starts, that the file can be written.</summary>
    public static void RequireWritable(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"--junit must name a file, but '{path}' is a folder");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            throw new UsageException($"--junit: there is no folder '{folder}'");
    }

    public static void Write(string path, IReadOnlyList<FinishedRun> runs) => Write(path, runs.SelectMany(run =>
        run.Explored is { } explored ? (JUnitSuite[])[SuiteOf(run), SuiteOf(run, explored)] : [SuiteOf(run)]));

    public static void Write(string path, IEnumerable<JUnitSuite> suites)
    {
        string part = $"{path}.{Environment.ProcessId}.part";
        using (XmlWriter xml = XmlWriter.Create(part, new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(false),
        }))
        {
            xml.WriteStartElement("testsuites");
            foreach (JUnitSuite suite in suites) Write(xml, suite);
            xml.WriteEndElement();
            xml.WriteWhitespace("\n");
        }

        File.Move(part, path, overwrite: true);
    }

    private static JUnitSuite SuiteOf(FinishedRun run)
    {
        var cases = new List<JUnitCase>();
        if (!run.Complete)
        {
            string missing = string.Join("; ", run.Result.Missing.DefaultIfEmpty("interrupted"));
            cases.Add(new("the run comes to its end", JUnitOutcome.Error, missing));
        }

        cases.AddRange(run.Grades.Select(grade => grade.Passed switch
        {
            true => new JUnitCase(grade.Expectation.Text, JUnitOutcome.Passed, ""),
            false => new JUnitCase(grade.Expectation.Text, JUnitOutcome.Failure, $"was {grade.Actual}"),
            null => new JUnitCase(grade.Expectation.Text, JUnitOutcome.Skipped, grade.Actual),
        }));
        return new(run.Scenario.Title, Path.GetFileNameWithoutExtension(run.Scenario.FileName), cases) { Seconds = run.Facts.WallSeconds };
    }

    private static JUnitSuite SuiteOf(FinishedRun run, ExploredRun explored)
    {
        int orders = explored.Exploration.Orders.Count;
        var cases = new List<JUnitCase>();
        if (!explored.IsComplete)
            cases.Add(new("each order comes to its end", JUnitOutcome.Error, "interrupted, or an actor failed"));
        for (int i = 0; i < run.Scenario.Expectations.Count; i++)
        {
            ExploredRun.Failure? failure = explored.FailureOf(i);
            string message = failure is null ? "" : string.Create(CultureInfo.InvariantCulture,
                $"was {failure.Actual} in order {failure.Order}, held in {explored.Exploration.Passed(i)} of {orders}: {failure.Command}");
            cases.Add(new(run.Scenario.Expectations[i].Text, failure is null ? JUnitOutcome.Passed : JUnitOutcome.Failure, message));
        }

        string title = string.Create(CultureInfo.InvariantCulture, $"{run.Scenario.Title}, in {orders} orders of one instant");
        return new(title, Path.GetFileNameWithoutExtension(run.Scenario.FileName), cases);
    }

    private static void Write(XmlWriter xml, JUnitSuite suite)
    {
        xml.WriteStartElement("testsuite");
        Write(xml, "name", suite.Name);
        Write(xml, "tests", suite.Cases.Count);
        Write(xml, "failures", suite.Cases.Count(one => one.Outcome == JUnitOutcome.Failure));
        Write(xml, "errors", suite.Cases.Count(one => one.Outcome == JUnitOutcome.Error));
        Write(xml, "skipped", suite.Cases.Count(one => one.Outcome == JUnitOutcome.Skipped));
        if (suite.Seconds is { } seconds) xml.WriteAttributeString("time", seconds.ToString("0.######", CultureInfo.InvariantCulture));
        foreach (JUnitCase one in suite.Cases) Write(xml, suite, one);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, JUnitSuite suite, JUnitCase one)
    {
        xml.WriteStartElement("testcase");
        Write(xml, "classname", suite.ClassName);
        Write(xml, "name", one.Name);
        if (one.Outcome != JUnitOutcome.Passed)
        {
            xml.WriteStartElement(one.Outcome switch
            {
                JUnitOutcome.Failure => "failure",
                JUnitOutcome.Error => "error",
                _ => "skipped",
            });
            Write(xml, "message", one.Message);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string name, int number) =>
        xml.WriteAttributeString(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>XML has no place for control characters.</summary>
    private static void Write(XmlWriter xml, string name, string text) => xml.WriteAttributeString(name, Printable.Of(text));
}

/// <summary>A suite: a scenario, or a submission.</summary>
internal sealed record JUnitSuite(string Name, string ClassName, IReadOnlyList<JUnitCase> Cases)
{
    /// <summary>How long it took; null where that is not told.</summary>
    public double? Seconds { get; init; }
}

/// <summary>A case: an expectation.</summary>
internal sealed record JUnitCase(string Name, JUnitOutcome Outcome, string Message);

internal enum JUnitOutcome
{
    Passed,
    Failure,
    Error,
    Skipped,
}
