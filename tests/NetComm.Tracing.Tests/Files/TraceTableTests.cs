using System.Runtime.CompilerServices;

namespace NetComm.Tracing.Tests.Files;

public sealed class TraceTableTests
{
    [Fact]
    public void The_page_on_the_code_has_the_table_of_events()
    {
        string table = TraceTable.Text();

        string page = File.ReadAllText(Path.Combine(Root(), "src", "README.md"));

        Assert.True(page.Contains(table, StringComparison.Ordinal), $"src/README.md, 'The trace', must hold this table:\n{table}");
    }

    private static string Root([CallerFilePath] string here = "")
    {
        string? folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "NetComm.Sim.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The solution's folder was not found.");
    }
}
