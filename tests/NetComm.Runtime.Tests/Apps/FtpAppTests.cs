using System.Text.RegularExpressions;

namespace NetComm.Runtime.Tests.Apps;

public sealed class FtpAppTests
{
    private const string Network = """
        hosts: { alice: {}, store: {} }
        links: [ { between: [alice, store], delay: 1 ms } ]

        """;

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task A_client_lists_fetches_and_stores(RunMode mode)
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Network + """
            apps:
              - { name: server, kind: ftp-server, host: store, port: PORT1, files: { /a.txt: hello, /big: { size: 500 kB }, /dir/b: x }, users: { ann: secret } }
              - { name: client, kind: ftp-client, host: alice, server: store, port: PORT1, user: ann, password: secret,
                  commands: [ list, { get: a.txt }, { get: /big }, { put: dir/new, data: "12345" }, { get: dir/new }, { put: empty, data: "" }, { get: empty } ] }
            """);

        Assert.Equal((true, null, 221), (ran["client"].Completed, ran["client"].Failure, ran["client"].Status));
        string[] printed = [.. ran["client"].Printed.Select(line => WithoutToday(mode, line.Split(" in ")[0]))];
        Assert.Equal(
            ["list: 197 B", "  -rw-r--r--    1 ftp      ftp                 5 Jan 01 00:00 a.txt",
                "  -rw-r--r--    1 ftp      ftp            500000 Jan 01 00:00 big",
             "  drwxr-xr-x    1 ftp      ftp                 0 Jan 01 00:00 dir", "get a.txt: 5 B", "get /big: 500000 B",
                 "put dir/new: 5 B", "get dir/new: 5 B", "put empty: 0 B", "get empty: 0 B"],
            printed);
        Assert.EndsWith("USER ann: logged in", ran["server"].Printed[0], StringComparison.Ordinal);
        Assert.EndsWith("STOR /dir/new: 226, 5 B", ran["server"].Printed[4], StringComparison.Ordinal);
    }

    // A simulated run always begins at one date, a loopback run today.
    private static string WithoutToday(RunMode mode, string line) =>
        mode == RunMode.Simulated ? line : Regex.Replace(line, " [A-Z][a-z]{2} [0-9]{2} [0-9]{2}:[0-9]{2} ", " Jan 01 00:00 ");

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task What_the_server_refuses_fails_the_client(RunMode mode)
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Network + """
            apps:
              - { name: server, kind: ftp-server, host: store, port: PORT1, files: { /a: x } }
              - { name: lost, kind: ftp-client, host: alice, server: store, port: PORT1, commands: [ { get: b } ] }
              - { name: stranger, kind: ftp-client, host: alice, server: store, port: PORT1, user: ann, commands: [ list ] }
              - { name: elsewhere, kind: ftp-client, host: alice, server: store, port: PORT2, commands: [ list ] }
            """);

        Assert.Equal(("get b: 550 There is no such file.", 550), (ran["lost"].Failure, ran["lost"].Status));
        Assert.Equal("530 Login incorrect.", ran["stranger"].Failure);
        Assert.Equal("ECONNREFUSED", ran["elsewhere"].Failure);
    }
}
