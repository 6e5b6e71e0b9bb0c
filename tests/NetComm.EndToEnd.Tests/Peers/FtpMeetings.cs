using NetComm.Analysis;

namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>Our FTP against curl, lftp and vsftpd.</summary>
internal static class FtpMeetings
{
    private const string App =
        "kind: ftp-server, files: { /dir/a.txt: hello, /dir/b.txt: bb, /big: { size: 2 MB } }, users: { ann: secret }";

    internal static IEnumerable<Meeting> All => [OfCurl, OfLftp, WithVsftpd];

    private static Meeting OfCurl => new Meeting<ServerOfOurs>(
        "FTP", "curl", "our `ftp-server`", () => ServerOfOurs.StartAsync(ServerOfOurs.Of(App), "ftp://ann:secret@127.0.0.1:PORT"),
        Curl.Does("226, 5 B `hello`", "/dir/a.txt"),
        Curl.Does("226, 5 B `hello`", "--disable-epsv", "/dir/a.txt"),
        Curl.Does("226, 5 B `hello`", "--ftp-port", "127.0.0.1", "/dir/a.txt"),
        Curl.Does("226, 5 B `hello`", "--ftp-port", "127.0.0.1", "--disable-eprt", "/dir/a.txt"),
        Curl.Does("exit status 30", "--ftp-port", "127.0.0.3", "/dir/a.txt"),
        Curl.Does("226, 2000000 B", "/big"),
        Curl.Does("226, 14 B `a.txt b.txt`", "--list-only", "/dir/"),
        Curl.Does("226, 0 B", "-T", "FILES/hello", "/dir/new"),
        Curl.Does("226, 6 B `Hello!`", "/dir/new"),
        Curl.Does("226, 6 B `Hello!`", "--use-ascii", "/dir/new"),
        Curl.Does("exit status 78", "/nothing"),
        Curl.Does("exit status 67", "-u", "ann:wrong", "/big"));

    private static Meeting OfLftp => new Meeting<ServerOfOurs>(
        "FTP", "lftp", "our `ftp-server`", () => ServerOfOurs.StartAsync(ServerOfOurs.Of(App), "ftp://127.0.0.1:PORT"),
        Signed("`big, dir/`", "cls -1F"),
        Signed("`a.txt, b.txt`", "cd dir; nlist"),
        Signed("`dir/a.txt, dir/b.txt`", "nlist dir"),
        Signed("`hello`", "cat dir/a.txt"),
        Signed("`hello`", "set ftp:passive-mode off; cat dir/a.txt"),
        Signed("`hello`", "set ftp:prefer-epsv on; cat dir/a.txt"),
        Signed("2000000 B of filler in big", "get /big -o FILES/big"),
        Signed("5 B in a.txt, 2 B in b.txt", "mirror dir FILES/copy"),
        Signed("`2000000 dir/again`", "put FILES/big -o dir/again; cls --size --block-size=1 dir/again"),
        Signed("exit status 1, cat: Access failed: 550 There is no such file. (/nothing)", "cat /nothing"));

    private static Meeting WithVsftpd => new Meeting<RealServer>(
        "FTP", "our `ftp-client`", "vsftpd", StartVsftpdAsync,
        Ordered("its two files and a directory", "list: 3 entries", "list"),
        Ordered("a file", "get hello.txt: 5 B", "{ get: hello.txt }"),
        Ordered("a file of 3 MB", "get big: 3000000 B", "{ get: big }"),
        Ordered("to store one", "put up/new.txt: 5 B", "{ put: up/new.txt, data: \"12345\" }"),
        new(
            "what vsftpd has on its disk of that", "`12345`",
            vsftpd => $"`{File.ReadAllText(Path.Combine(vsftpd.Folder, "root/up/new.txt"))}`"),
        Ordered("a missing file", "get nothing: 550 Failed to open file.", "{ get: nothing }"),
        Ordered("to store where nobody may", "put new.txt: 553 Could not create file.", "{ put: new.txt, data: x }"));

    private static Attempt<ServerOfOurs> Signed(string right, string commands) => Lftp.Does(right, commands, user: "ann,secret");

    private static Attempt<RealServer> Ordered(string what, string right, string command) => new(
        $"{what}: `{command}`", right,
        async vsftpd =>
        {
            IReadOnlyDictionary<string, ProgramMeasurement> ran = await AppRuns.LoopAsync($$"""
                duration: 60 s
                hosts: { alice: {}, store: { external: true } }
                links: [ { between: [alice, store] } ]
                apps: [ { name: client, kind: ftp-client, host: alice, server: store, port: {{vsftpd.Port}}, commands: [ {{command}} ] } ]
                """);
            ProgramMeasurement client = ran["client"];
            if (client.Failure is { } failure) return failure;
            return command == "list" ? $"list: {client.Printed.Count - 1} entries" : client.Printed[0].Split(" in ")[0];
        });

    private static Task<RealServer> StartVsftpdAsync()
    {
        Skip.If(!Environment.IsPrivilegedProcess, "vsftpd serves others only when the administrator starts it");
        int port = FreePort.Next();
        return RealServer.StartAsync(
            "vsftpd", port,
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
        File.WriteAllBytes(Path.Combine(folder, "root/big"), new byte[3_000_000]);
    }
}
