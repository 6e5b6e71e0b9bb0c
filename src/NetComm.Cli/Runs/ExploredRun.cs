using System.Globalization;
using System.Text.Json;
using NetComm.Sim;

namespace NetComm.Cli.Runs;

/// <summary>What became of a scenario's expectations in other orders of what happens at one instant.</summary>
/// <param name="Command">The command that runs one order again, without its number.</param>
internal sealed record ExploredRun(Exploration Exploration, string Command)
{
    /// <summary>An expectation that fails in some order: what it was in the first of them, and the command that shows it.</summary>
    internal sealed record Failure(int Expectation, long Order, string Actual, string Command);

    public bool IsComplete => Exploration.Orders.All(order => order.IsComplete);

    /// <summary>Whether all orders that were asked for were run to their ends.</summary>
    public bool CameToItsEnd(int orders) => Exploration.Orders.Count == orders && IsComplete;

    public ExitStatus Status =>
        !IsComplete ? ExitStatus.Incomplete : Failures.Any() ? ExitStatus.ExpectationFailed : ExitStatus.Passed;

    public IEnumerable<Failure> Failures =>
        Enumerable.Range(0, Exploration.Scenario.Expectations.Count).Select(FailureOf).OfType<Failure>();

    /// <summary>The first failure of an expectation, by its place among the scenario's; null where it fails in no order.</summary>
    public Failure? FailureOf(int expectation)
    {
        if (Exploration.FirstFailure(expectation) is not { } failed) return null;
        string command = string.Create(CultureInfo.InvariantCulture, $"{Command} --order {failed.Order}");
        return new Failure(expectation, failed.Order, failed.Grades[expectation].Actual, command);
    }

    /// <summary>Writes the key <c>explored</c> (reports/FILES.md).</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("explored");
        json.WriteNumber("orders", Exploration.Orders.Count);
        json.WriteBoolean("complete", IsComplete);
        json.WriteNumber("differentRuns", Exploration.DifferentRuns);
        json.WriteStartArray("expectations");
        for (int i = 0; i < Exploration.Scenario.Expectations.Count; i++) WriteExpectation(json, i);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteExpectation(Utf8JsonWriter json, int expectation)
    {
        json.WriteStartObject();
        json.WriteString("text", Exploration.Scenario.Expectations[expectation].Text);
        json.WriteNumber("held", Exploration.Passed(expectation));
        if (FailureOf(expectation) is { } failure)
        {
            json.WriteStartObject("firstFailure");
            json.WriteNumber("order", failure.Order);
            json.WriteString("actual", failure.Actual);
            json.WriteString("command", failure.Command);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
