using NetComm.Analysis;

namespace NetComm.EndToEnd.Tests;

/// <summary>Our FTP against that of others: curl fetches from and stores to our server, and our client vsftpd's.</summary>
public sealed class FtpEndToEndTests
{
    [SkippableFact]
    public async Task Curl_lists_fetches_and_stores_at_our_server()
    {
        int port = FreePort.Next();
        using RunningServer running = await RunningServer.StartAsync("""
            duration: 120 s
            hosts: { store: {}, outside: { external: true } }
            links: [ { between: [store, outside] } ]
            apps: [ { name: server, kind: ftp-server, host: store, port: PORT, files: { /dir/a.txt: hello, /big: { size: 2 MB } }, users: { ann: secret } } ]
            """, port);
        string url = $"ftp://ann:secret@127.0.0.1:{port}";

        Assert.Equal((0, "hello"), Curl($"{url}/dir/a.txt"));
        Assert.Equal((0, "hello"), Curl("--disable-epsv", $"{url}/dir/a.txt"));
        Assert.Equal((0, "hello"), Curl("--ftp-port", "127.0.0.1", $"{url}/dir/a.txt"));
        Assert.Equal((0, "hello"), Curl("--ftp-port", "127.0.0.1", "--disable-eprt", $"{url}/dir/a.txt"));
        Assert.Equal((0, "2000000"), Curl("-o", "/dev/null", "-w", "%{size_download}", $"{url}/big"));
        Assert.Equal((0, "a.txt\n"), Curl("--list-only", $"{url}/dir/"));
        Assert.Equal(0, Curl("-T", Path.Combine(AppContext.BaseDirectory, "NetComm.Runtime.dll"), $"{url}/dir/stored").Exit);
        long size = new FileInfo(Path.Combine(AppContext.BaseDirectory, "NetComm.Runtime.dll")).Length;
        Assert.Equal((0, $"{size}"), Curl("-o", "/dev/null", "-w", "%{size_download}", $"{url}/dir/stored"));
        Assert.Equal(78, Curl($"{url}/nothing").Exit);
        Assert.Equal(67, Curl($"ftp://ann:wrong@127.0.0.1:{port}/big").Exit);
    }

    [SkippableFact]
    public async Task Our_client_lists_fetches_and_stores_at_vsftpd()
    {
        Skip.If(!Environment.IsPrivilegedProcess, "vsftpd serves others only when the administrator starts it");
        int port = FreePort.Next();
        using RealServer server = await RealServer.StartAsync("vsftpd", port,
            folder => $"""
                listen=YES
                listen_address=127.0.0.1
                listen_port={port}
                background=NO
                anonymous_enable=YES
                no_anon_password=YES
                anon_root={folder}/root
                write_enable=YES
                anon_upload_enable=YES
                anon_umask=022
                secure_chroot_dir={folder}/empty
                seccomp_sandbox=NO
                xferlog_enable=NO

                """,
            (folder, file) =>
            {
                Prepare(folder);
                return [file];
            });

        IReadOnlyDictionary<string, ProgramMeasurement> ran = await AppRuns.LoopAsync($$"""
            duration: 60 s
            hosts: { alice: {}, store: { external: true } }
            links: [ { between: [alice, store] } ]
            apps: [ { name: client, kind: ftp-client, host: alice, server: store, port: {{port}}, commands: [ list, { get: hello.txt }, { put: up/new.txt, data: "12345" } ] } ]
            """);

        ProgramMeasurement client = ran["client"];
        Assert.Equal((null, true), (client.Failure, client.Completed));
        Assert.Contains(client.Printed, line => line.EndsWith(" hello.txt", StringComparison.Ordinal));
        Assert.Contains(client.Printed, line => line.StartsWith("get hello.txt: 5 B in ", StringComparison.Ordinal));
        Assert.Equal("12345", await File.ReadAllTextAsync(Path.Combine(server.Folder, "root/up/new.txt")));
    }

    // The server shuts itself into the root as its own user, who may write only in a folder below.
    private static void Prepare(string folder)
    {
        const UnixFileMode Readable =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("There is no vsftpd.");
        foreach (string name in (string[])["empty", "root", "root/up"]) Directory.CreateDirectory(Path.Combine(folder, name), Readable);
        File.SetUnixFileMode(folder, Readable);
        File.SetUnixFileMode(Path.Combine(folder, "root/up"), Readable | UnixFileMode.OtherWrite);
        File.WriteAllText(Path.Combine(folder, "root/hello.txt"), "hello");
    }

    private static (int Exit, string Output) Curl(params string[] arguments)
    {
        (int exit, string output, _) = ExternalTool.Run("curl", ["-s", "--max-time", "60", .. arguments]);
        return (exit, output);
    }
}
