using System.Text;
using FsCheck.Xunit;
using NetComm.Protocols.Ftp;
using NetComm.Protocols.Tests.Streams;

namespace NetComm.Protocols.Tests.Ftp;

public sealed class FtpServerSessionTests
{
    private static readonly SimTime Now = MachineDriver.At(1);

    private readonly FtpTree _tree =
        new([new("/a.txt", FileContent.Of("one\ntwo\n")), new("/dir/b.txt", FileContent.Of("b")),
            new("/dir/deep/c", FileContent.Filler(3000))]);

    [Fact]
    public void A_client_logs_in_looks_round_and_leaves()
    {
        FtpServerSession session = New();
        session.Opened(Now);

        Assert.Equal(["220 netcomm FTP server ready."], session.Done());
        Assert.Equal(["331 And the password?", "230 Logged in."], session.On("USER anonymous", "PASS me@here"));
        Assert.Equal(["257 \"/\" is where you are."], session.On("PWD"));
        Assert.Equal(["250 There you are.", "257 \"/dir/deep\" is where you are."], session.On("CWD dir/deep", "XPWD"));
        Assert.Equal(["250 There you are.", "257 \"/dir\" is where you are."], session.On("CDUP", "PWD"));
        Assert.Equal(["550 There is no such directory."], session.On("CWD nowhere"));
        Assert.Equal(["250 There you are.", "257 \"/\" is where you are."], session.On("CWD ../../..", "PWD"));
        Assert.Equal(["221 Goodbye.", "[Close]"], session.On("QUIT"));
        Assert.Empty(session.On("PWD"));
    }

    [Fact]
    public void Who_comes_when_there_is_no_room_is_told_so()
    {
        var session = new FtpServerSession(_tree, new Dictionary<string, string>(), new Ipv4Address(1), "x") { IsRefused = true };
        session.Opened(Now);

        Assert.Equal(["421 Too many are here: try again later.", "[Close]"], session.Done());
        Assert.Empty(session.On("USER anonymous"));
    }

    [Fact]
    public void A_file_goes_over_a_passive_connection()
    {
        FtpServerSession session = LoggedIn();

        Assert.Equal(["200 Type I: as it is.", "[Listen]"], session.On("TYPE I", "PASV"));
        session.Listens(0x1234);
        Assert.Equal(["227 Entering Passive Mode (10,0,0,2,18,52)."], session.Done());
        Assert.Equal(["150 Here it comes."], session.On("RETR a.txt"));
        session.DataOpened(Now);
        Assert.Equal(["[SendData one\ntwo\n]"], session.Done());
        session.DataEnded(Now);
        Assert.Equal(["226 Transfer complete."], session.Done());
        Assert.Equal(["425 Say PASV, EPSV or PORT first."], session.On("RETR a.txt"));
    }

    [Fact]
    public void After_EPSV_ALL_PASV_is_refused()
    {
        // RFC 2428, 4: the server must reject all data connection setup commands other than EPSV.
        FtpServerSession session = LoggedIn();

        Assert.Equal(["200 Only EPSV, then.", "503 Only EPSV, as you said."], session.On("EPSV ALL", "PASV"));
        Assert.Equal(["[Listen]"], session.On("EPSV"));
    }

    [Theory]
    [InlineData("PORT 10,0,0,1,195,80")]
    [InlineData("EPRT |1|10.0.0.1|50000|")]
    [InlineData("EPRT !1!10.0.0.1!50000!")]
    public void With_PORT_the_server_connects_to_its_client(string command)
    {
        // RFC 959, 5.1: PORT is part of the least that a server does.
        FtpServerSession session = LoggedIn();

        Assert.Equal(["200 Type I: as it is.", "200 I shall connect there."], session.On("TYPE I", command));
        Assert.Equal(["150 Here it comes.", "[Connect 50000]"], session.On("RETR a.txt"));
        session.DataOpened(Now);
        Assert.Equal(["[SendData one\ntwo\n]"], session.Done());
        session.DataEnded(Now);
        Assert.Equal(["226 Transfer complete."], session.Done());
    }

    [Theory]
    [InlineData("PORT 10,0,0,9,195,80", "504 Only to you, and to no port below 1024.")]
    [InlineData("PORT 10,0,0,1,0,25", "504 Only to you, and to no port below 1024.")]
    [InlineData("EPRT |1|10.0.0.9|50000|", "504 Only to you, and to no port below 1024.")]
    [InlineData("PORT 10,0,0,1,195", "501 That is no address and port.")]
    [InlineData("PORT 10,0,0,1,300,0", "501 That is no address and port.")]
    [InlineData("EPRT |2|::1|50000|", "501 That is no address and port.")]
    [InlineData("EPRT", "501 That is no address and port.")]
    public void Nobody_else_is_connected_to(string command, string reply)
    {
        // RFC 2577, 3: or a server can be made to speak to the ports of others.
        Assert.Equal([reply], LoggedIn().On(command));
    }

    [Theory]
    [InlineData("NLST dir", "dir/b.txt\r\ndir/deep\r\n")]
    [InlineData("NLST /dir/", "/dir/b.txt\r\n/dir/deep\r\n")]
    [InlineData("NLST", "a.txt\r\ndir\r\n")]
    [InlineData("NLST dir/b.txt", "dir/b.txt\r\n")]
    public void NLST_gives_names_that_RETR_takes_as_they_are(string command, string names)
    {
        // RFC 1123, 4.1.2.7: a list of pathnames that a client can use for other commands.
        FtpServerSession session = LoggedIn();
        session.On("TYPE I", "EPSV");
        session.Listens(1);
        session.On(command);
        session.DataOpened(Now);

        Assert.Equal([$"[SendData {names}]"], session.Done());
    }

    [Fact]
    public void In_type_A_lines_end_in_CRLF_on_the_wire_and_in_LF_in_the_tree()
    {
        FtpServerSession session = LoggedIn();
        session.On("TYPE A", "EPSV");
        session.Listens(1);
        Assert.Equal(["229 Entering Extended Passive Mode (|||1|)", "150 Here it comes."], session.On("RETR /a.txt"));
        session.DataOpened(Now);
        Assert.Equal(["[SendData one\r\ntwo\r\n]"], session.Done());
        session.DataEnded(Now);
        Assert.Equal(["226 Transfer complete.", "213 10"], session.On("SIZE a.txt"));

        Store(session, "/new.txt", "x\r\ny");
        Assert.Equal("x\ny", Encoding.UTF8.GetString(_tree.Find("/new.txt")!.Read(0, 100)));
    }

    [Fact]
    public void What_is_stored_can_be_fetched()
    {
        FtpServerSession session = LoggedIn();
        session.On("TYPE I", "CWD dir");

        Store(session, "new/d.bin", "a\r\nb");

        Assert.Equal("a\r\nb", Encoding.UTF8.GetString(_tree.Find("/dir/new/d.bin")!.Read(0, 100)));
        Assert.Equal(["b.txt", "deep", "new"], _tree.List("/dir").Select(entry => entry.Name));
    }

    [Theory]
    [InlineData("dir", "553 It is a directory.")]
    [InlineData("a.txt/x", "553 A file is no directory.")]
    [InlineData("", "501 Where to?")]
    public void Not_everything_can_be_stored(string path, string reply) => Assert.Equal([reply], LoggedIn().On("STOR " + path));

    [Fact]
    public void What_clients_store_has_a_limit()
    {
        FtpServerSession session = LoggedIn();
        session.On("TYPE I", "PASV");
        session.Listens(1);
        session.On("STOR big");
        session.DataOpened(Now);
        session.Done();
        var piece = new byte[1024 * 1024];
        for (int i = 0; i < FtpTree.MostStored / piece.Length; i++) session.DataReceived(piece, Now);
        Assert.Empty(session.Done());

        session.DataReceived(piece, Now);

        Assert.Equal(["552 There is no room for it.", "[DropData]"], session.Done());
        Assert.Null(_tree.Find("/big"));
    }

    [Fact]
    public void What_a_client_stored_has_the_date_of_that()
    {
        FtpServerSession session = LoggedIn();
        _tree.Store("/a.txt", "new"u8.ToArray(), MachineDriver.At(3 * 86_400 + 7_260));
        session.On("PASV");
        session.Listens(1);
        session.On("LIST a.txt");
        session.DataOpened(Now);

        Assert.Equal(["[SendData -rw-r--r--    1 ftp      ftp                 3 Jan 04 02:01 a.txt\r\n]"], session.Done());
    }

    [Fact]
    public void A_directory_is_listed_as_by_ls()
    {
        FtpServerSession session = LoggedIn();
        session.On("PASV");
        session.Listens(1);
        session.On("LIST -l dir");
        session.DataOpened(Now);

        Assert.Equal(
            ["[SendData -rw-r--r--    1 ftp      ftp                 1 Jan 01 00:00 b.txt\r\ndrwxr-xr-x    1 ftp      ftp               " +
            "  0 Jan 01 00:00 deep\r\n]"],
            session.Done());
    }

    [Fact]
    public void A_data_connection_that_never_comes_or_breaks_is_told()
    {
        FtpServerSession session = LoggedIn();
        session.On("PASV");
        session.Listens(1);
        session.On("RETR a.txt");
        session.DataFailed(Now);
        Assert.Equal(["425 No data connection came."], session.Done());

        session.On("PASV");
        session.Listens(1);
        session.On("RETR a.txt");
        session.DataOpened(Now);
        session.Done();
        session.DataFailed(Now);
        Assert.Equal(["426 The data connection broke."], session.Done());
    }

    [Fact]
    public void While_a_file_is_under_way_only_ABOR_is_heard()
    {
        FtpServerSession session = LoggedIn();
        session.On("PASV");
        session.Listens(1);
        session.On("RETR a.txt");

        Assert.Equal(["450 A transfer is under way."], session.On("PWD"));
        Assert.Equal(["426 Given up.", "[DropData]", "226 Nothing is under way."], session.On("ABOR"));
        Assert.Equal(["257 \"/\" is where you are."], session.On("PWD"));
    }

    [Fact]
    public void Users_have_passwords_and_three_attempts()
    {
        FtpServerSession session = New(new Dictionary<string, string> { ["ann"] = "secret" });

        Assert.Equal(["530 Please log in with USER and PASS."], session.On("PWD"));
        Assert.Equal(["503 Log in with USER first."], session.On("PASS secret"));
        Assert.Equal(["331 And the password?", "530 Login incorrect."], session.On("USER anonymous", "PASS x"));
        Assert.Equal(["331 And the password?", "230 Logged in."], session.On("USER ann", "PASS secret"));
        Assert.Equal(["331 And the password?", "530 Login incorrect."], session.On("USER ann", "PASS Secret"));
        Assert.Equal(["530 Please log in with USER and PASS."], session.On("PWD"));
        Assert.Equal(["331 And the password?", "530 Login incorrect.", "[Close]"], session.On("USER ann", "PASS x"));
    }

    [Theory]
    [InlineData("DELE a.txt", "502 This is not done here.")]
    [InlineData("XYZZY", "500 What does that mean?")]
    [InlineData("TYPE E", "504 Only types A and I.")]
    [InlineData("MODE B", "504 Only mode S.")]
    [InlineData("STRU R", "504 Only structure F.")]
    [InlineData("EPSV 2", "522 Only (1).")]
    [InlineData("RETR nothing", "550 There is no such file.")]
    [InlineData("SIZE dir", "550 There is no such file.")]
    [InlineData("LIST nothing", "550 There is no such directory.")]
    public void What_it_does_not_do_it_says(string command, string reply) => Assert.Equal([reply], LoggedIn().On(command));

    [Fact]
    public void Who_says_nothing_for_300_s_is_left()
    {
        FtpServerSession session = New();
        session.Opened(MachineDriver.At(0));
        session.Done();

        Assert.Equal([300.0, 300.0], session.RunUntil(1000).Select(done => done.Time.TotalSeconds));
    }

    [Fact]
    public void A_line_without_an_end_ends_the_session()
    {
        FtpServerSession session = New();

        session.Received(new byte[10_000], Now);

        Assert.Equal(["500 The line is too long.", "[Close]"], session.Done());
    }

    [Property(MaxTest = 300)]
    public void However_the_commands_are_cut_the_replies_are_the_same(int[] sizes)
    {
        byte[] script = Encoding.UTF8
            .GetBytes("USER anonymous\r\nPASS x\nPWD\r\nCWD dir\r\nFEAT\r\nNOOP\r\n\r\nTYPE I\r\nPASV\r\nRETR ä\r\nQUIT\r\nPWD\r\n");
        FtpServerSession whole = New();
        whole.Received(script, Now);

        FtpServerSession cut = New();
        foreach (byte[] piece in StreamScript.Pieces(script, [.. sizes.Select(size => (size & 15) + 1)])) cut.Received(piece, Now);

        Assert.Equal(whole.Done(), cut.Done());
    }

    [Property(MaxTest = 1000)]
    public void Hostile_bytes_never_fail(byte[] bytes, bool isIn)
    {
        FtpServerSession session = isIn ? LoggedIn() : New();

        session.Received([.. bytes, (byte)'\n', .. Encoding.ASCII.GetBytes("STOR "), .. bytes, (byte)'\n'], Now);

        Assert.NotNull(session.Done());
    }

    private FtpServerSession New(Dictionary<string, string>? users = null) =>
        new(_tree, users ?? [], Ipv4Address.FromOctets(10, 0, 0, 2), "10.0.0.1");

    private FtpServerSession LoggedIn()
    {
        FtpServerSession session = New();
        session.On("USER ftp", "PASS x");
        return session;
    }

    private static void Store(FtpServerSession session, string path, string wire)
    {
        session.On("EPSV");
        session.Listens(1);
        session.DataOpened(Now);
        Assert.Equal(["229 Entering Extended Passive Mode (|||1|)", "150 Here it comes.", "[ReceiveData]"], session.On("STOR " + path));
        session.DataReceived(Encoding.UTF8.GetBytes(wire), Now);
        session.DataEnded(Now);
        Assert.Equal(["226 Transfer complete."], session.Done());
    }
}
