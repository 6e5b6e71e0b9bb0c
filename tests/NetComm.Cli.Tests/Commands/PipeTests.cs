using System.Diagnostics;

namespace NetComm.Cli.Tests.Commands;

/// <summary>Output that nobody reads to its end.</summary>
public sealed class PipeTests
{
    [Fact]
    public async Task A_reader_that_leaves_early_does_not_make_the_command_fail()
    {
        using var place = new Workplace();
        using Process process = place.Start("schema");
        Task<string> errors = process.StandardError.ReadToEndAsync();

        process.StandardOutput.Close();
        await process.WaitForExitAsync();

        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
    }
}
