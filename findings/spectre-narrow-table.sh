#!/usr/bin/env bash
# Guess: a table that is too wide for the console keeps all its columns, narrow, with its text broken or cut off by an ellipsis.
# Seen:  columns that get no width stay as empty boxes: their figures are gone without a mark, also in columns that must not wrap. A
#        bit narrower, and the whole table is one '…'.
# With:  Spectre.Console 0.57.2 on .NET 10.
# Matters here: a table of figures in a small terminal, or a log of CI, would show fewer figures and not say so.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp Spectre.Console=0.57.2 <<'CS'
using Spectre.Console;

const int Columns = 12;
foreach (bool mayWrap in new[] { true, false })
{
    Show("60 wide", 60, mayWrap);
    Show("40 wide", 40, mayWrap);
    Show("20 wide", 20, mayWrap);
}

void Show(string name, int width, bool mayWrap)
{
    var text = new StringWriter { NewLine = "\n" };
    IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Out = new AnsiConsoleOutput(text),
    });
    console.Profile.Width = width;
    var table = new Table().AsciiBorder();
    for (int i = 0; i < Columns; i++)
    {
        var column = new TableColumn("rate");
        table.AddColumn(mayWrap ? column : column.NoWrap());
    }

    table.AddRow(Enumerable.Repeat("71.5", Columns).ToArray());
    console.Write(table);

    if (!mayWrap) name += ", no wrap";
    string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    if (mayWrap) Console.WriteLine(string.Join('\n', lines));
    Console.WriteLine($"{name}, figures that begin: {lines.Sum(line => line.Count(letter => letter == '7'))}");
    if (lines.Length == 1) Console.WriteLine($"{name}, all of it: {lines[0]}");
}
CS

expect '60 wide, figures that begin' 12
expect '40 wide, figures that begin' 3
expect '40 wide, no wrap, figures that begin' 3
expect '20 wide, all of it' …
verdict
