using NetComm.Scenarios;
using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>The two streams of the process, for people: results go to <see cref="Out"/>, what went wrong to <see cref="Error"/>.</summary>
internal sealed class Screen
{
    // Text that goes to a file or a pipe is not broken into lines.
    private const int Unbroken = 10_000;

    private Screen(IAnsiConsole output, IAnsiConsole error)
    {
        Out = output;
        Error = error;
    }

    public IAnsiConsole Out { get; }

    public IAnsiConsole Error { get; }

    /// <summary>Whether a person watches, so that progress may be shown.</summary>
    public bool IsWatched => Out.Profile.Out.IsTerminal && !Console.IsOutputRedirected;

    /// <summary>
    /// Where a table may stand that changes while lines go to <see cref="Error"/>: there too, if that is a terminal; null: nobody watches.
    /// </summary>
    public IAnsiConsole? WatchedTable =>
        !IsWatched ? null : Error.Profile.Out.IsTerminal && !Console.IsErrorRedirected ? Error : Out;

    public static Screen OfProcess()
    {
        if (OperatingSystem.IsWindows()) Console.OutputEncoding = System.Text.Encoding.UTF8;
        return new Screen(Over(Console.Out, Console.IsOutputRedirected), Over(Console.Error, Console.IsErrorRedirected));
    }

    public void Tell(string sentence) => Error.WriteLine(Printable.Of(sentence));

    /// <summary>Says that the command ends unfinished, and where something of it is.</summary>
    public void TellGivenUp(IReadOnlyList<string> kept)
    {
        if (IsWatched) Out.Cursor.Show();
        string where = kept.Count == 0 ? "" : $"; what was written before is in {string.Join(", ", kept.Select(Displayed.Path))}";
        Tell($"interrupted{where}");

        // Progress ends with its last line unfinished, and nobody is there any more to take it away.
        if (IsWatched) Console.Out.WriteLine();
    }

    /// <summary>Writes a mistake in a file, with as much of its line as the screen has room for.</summary>
    public void Tell(Problem problem) => Tell(Error.Profile.Width >= Unbroken ? problem.Render() : problem.Render(Error.Profile.Width));

    /// <summary>Writes to standard output for a program to read: exactly the text and a line end.</summary>
    public static void WriteData(string text)
    {
        Console.Out.Write(text);
        Console.Out.Write('\n');
    }

    /// <summary>Writes a line of JSON to standard output; what would turn the order of the text on a terminal is escaped.</summary>
    public static void WriteJson(string text) =>
        WriteData(string.Concat(text.Select(c => Printable.IsHarmful(c) ? $"\\u{(int)c:x4}" : c.ToString())));

    private static IAnsiConsole Over(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected) console.Profile.Width = Unbroken;
        return console;
    }
}
