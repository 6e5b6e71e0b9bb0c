using System.Globalization;
using System.Text;
using System.Xml;

namespace NetComm.Cli.Runs;

/// <summary>The expectations of runs as JUnit XML, which CI systems show as tests: a suite per scenario, a case per expectation, and a
/// suite more where other orders were tried.</summary>
internal static class JUnitFile
{
    /// <summary>Checks, before anything starts, that the file can be written.</summary>
    public static void RequireWritable(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"--junit must name a file, but '{path}' is a folder");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            throw new UsageException($"--junit: there is no folder '{folder}'");
    }

    public static void Write(string path, IReadOnlyList<FinishedRun> runs)
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
            foreach (FinishedRun run in runs)
            {
                WriteSuite(xml, run);
                if (run.Explored is { } explored) WriteSuite(xml, run, explored);
            }

            xml.WriteEndElement();
            xml.WriteWhitespace("\n");
        }

        File.Move(part, path, overwrite: true);
    }

    private static void WriteSuite(XmlWriter xml, FinishedRun run)
    {
        xml.WriteStartElement("testsuite");
        Write(xml, "name", run.Scenario.Title);
        Write(xml, "tests", run.Grades.Count + (run.Complete ? 0 : 1));
        Write(xml, "failures", run.Grades.Count(grade => grade.Passed == false));
        Write(xml, "errors", run.Complete ? 0 : 1);
        Write(xml, "skipped", run.Grades.Count(grade => grade.Passed is null));
        xml.WriteAttributeString("time", run.Facts.WallSeconds.ToString("0.######", CultureInfo.InvariantCulture));
        if (!run.Complete)
            WriteCase(xml, run, "the run comes to its end", "error", string.Join("; ", run.Result.Missing.DefaultIfEmpty("interrupted")));
        foreach (Grade grade in run.Grades)
        {
            string? outcome = grade.Passed switch { true => null, false => "failure", null => "skipped" };
            WriteCase(xml, run, grade.Expectation.Text, outcome, grade.Passed == false ? $"was {grade.Actual}" : grade.Actual);
        }

        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, FinishedRun run, ExploredRun explored)
    {
        int orders = explored.Exploration.Orders.Count;
        int expectations = run.Scenario.Expectations.Count;
        xml.WriteStartElement("testsuite");
        Write(xml, "name", string.Create(CultureInfo.InvariantCulture, $"{run.Scenario.Title}, in {orders} orders of one instant"));
        Write(xml, "tests", expectations + (explored.IsComplete ? 0 : 1));
        Write(xml, "failures", explored.Failures.Count());
        Write(xml, "errors", explored.IsComplete ? 0 : 1);
        Write(xml, "skipped", 0);
        if (!explored.IsComplete) WriteCase(xml, run, "each order comes to its end", "error", "interrupted, or an actor failed");
        for (int i = 0; i < expectations; i++)
        {
            ExploredRun.Failure? failure = explored.FailureOf(i);
            string message = failure is null ? "" : string.Create(CultureInfo.InvariantCulture,
                $"was {failure.Actual} in order {failure.Order}, held in {explored.Exploration.Passed(i)} of {orders}: {failure.Command}");
            WriteCase(xml, run, run.Scenario.Expectations[i].Text, failure is null ? null : "failure", message);
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, FinishedRun run, string name, string? outcome, string message)
    {
        xml.WriteStartElement("testcase");
        Write(xml, "classname", Path.GetFileNameWithoutExtension(run.Scenario.FileName));
        Write(xml, "name", name);
        if (outcome is not null)
        {
            xml.WriteStartElement(outcome);
            Write(xml, "message", message);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string name, int number) =>
        xml.WriteAttributeString(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>XML has no place for control characters.</summary>
    private static void Write(XmlWriter xml, string name, string text) => xml.WriteAttributeString(name, Printable.Of(text));
}
