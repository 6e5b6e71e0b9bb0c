#!/usr/bin/env bash
# Guess: an empty line may hold blanks of any kind, spaces or tabs, as YAML 1.2 says (6.6: it counts as a comment line).
# Seen:  with a tab in it, it is refused, and so is a comment with a tab before it. The error names the line before; with a space before
#        the tab it can be the line after, with a message that says nothing of tabs. With spaces alone the same line passes.
# With:  YamlDotNet 16.3.0 on .NET 10.
# Matters here: editors leave such lines, and nobody sees them. What a student is told must name the right line, and the tab.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp YamlDotNet=16.3.0 <<'CS'
using YamlDotNet.Core;

Report("nothing", "a: 1\n\nb: 2\n");
Report("spaces", "a: 1\n  \nb: 2\n");
Report("tab", "a: 1\n\t\nb: 2\n");
Report("tab and comment", "a: 1\n\t# c\nb: 2\n");
Report("tab, after a quoted value", "a: '1'\n\t\nb: 2\n");
Report("tab, after braces", "a: {}\n\t\nb: 2\n");
Report("space and tab, after braces", "x:\n  a: {}\n \t\n  b: {}\n");
Report("tab, at the end of a value's line", "a: 1\t\nb: 2\n");

void Report(string name, string text)
{
    var parser = new Parser(new StringReader(text));
    try
    {
        while (parser.MoveNext());
        Console.WriteLine($"{name}: read");
    }
    catch (YamlException error)
    {
        Console.WriteLine($"{name}: line {error.Start.Line}, {error.Message}");
    }
}
CS

tabbed='found a tab character that violate indentation.'
expect nothing 'read'
expect spaces 'read'
expect tab "line 1, While scanning a plain scalar, $tabbed"
expect 'tab and comment' "line 1, While scanning a plain scalar, $tabbed"
expect 'tab, after a quoted value' 'line 1, While scanning a mapping, found invalid tab as indentation.'
expect 'tab, after braces' 'line 1, While scanning a mapping, found invalid tab as indentation.'
expect 'space and tab, after braces' 'line 4, While parsing a block mapping, did not find expected key.'
expect "tab, at the end of a value's line" 'read'
verdict
