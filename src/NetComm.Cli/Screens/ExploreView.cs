using System.Globalization;
using NetComm.Sim;
using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>What of a scenario depends on the order of what happens at one instant, on a terminal.</summary>
internal sealed class ExploreView(IAnsiConsole console)
{
    /// <summary>Shows in how many orders each expectation held, and how to see the first in which it did not.</summary>
    public void Show(ExploredRun explored)
    {
        Exploration exploration = explored.Exploration;
        int orders = exploration.Orders.Count;
        console.WriteLine();
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{orders} orders of what happens at one instant: {Different(exploration.DifferentRuns)}"));
        for (int i = 0; i < exploration.Scenario.Expectations.Count; i++)
        {
            int passed = exploration.Passed(i);
            string mark = passed == orders ? "[green]✓[/]" : "[red]✗[/]";
            string text = Safe(exploration.Scenario.Expectations[i].Text);
            console.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"{mark} {text} [grey](in {passed} of {orders} orders)[/]"));
        }

        foreach (string line in Failures(explored)) console.WriteLine(line);
    }

    /// <summary>A line for each expectation that depends on the order: what it was, and the command that shows it.</summary>
    public static IEnumerable<string> Failures(ExploredRun explored) =>
        explored.Failures.Select(failure => Printable.Of(string.Create(CultureInfo.InvariantCulture,
            $"{explored.Exploration.Scenario.Expectations[failure.Expectation].Text} was {failure.Actual} in order {failure.Order}: ") +
            failure.Command));

    private static string Different(int runs) =>
        runs == 1 ? "all give the same run" : string.Create(CultureInfo.InvariantCulture, $"{runs} different runs");

    private static string Safe(string text) => Markup.Escape(Printable.Of(text));
}
