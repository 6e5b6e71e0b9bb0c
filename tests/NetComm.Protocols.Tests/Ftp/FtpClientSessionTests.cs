using FsCheck.Xunit;
using NetComm.Protocols.Ftp;

namespace NetComm.Protocols.Tests.Ftp;

public sealed class FtpClientSessionTests
{
    private static readonly SimTime Now = MachineDriver.At(1);

    [Fact]
    public void It_logs_in_fetches_and_leaves()
    {
        FtpClientSession client = New(new FtpOrder.Get("/a"));

        Assert.Equal(["USER ann"], client.On("220-Welcome", " 220 is not the end", "220 to us"));
        Assert.Equal(["PASS pw"], client.On("331 Password?"));
        Assert.Equal(["TYPE I"], client.On("230 In"));
        Assert.Equal(["EPSV"], client.On("200 I"));
        Assert.Equal(["[Connect 6446]"], client.On("229 Entering Extended Passive Mode (|||6446|)"));
        client.DataOpened(Now);
        Assert.Equal(["RETR /a"], client.Done());
        Assert.Equal(["[ReceiveData]"], client.On("150 Here"));
        client.DataReceived("hello"u8, Now);
        Assert.Empty(client.On("226 Done"));
        client.DataEnded(Now);
        Assert.Equal(["QUIT"], client.Done());
        Assert.Equal(["[End ]"], client.On("221 Bye"));
        Assert.Equal(221, client.Status);
    }

    [Fact]
    public void Where_EPSV_is_not_known_it_asks_by_PASV()
    {
        FtpClientSession client = In(new FtpOrder.Put("b", "data"));

        Assert.Equal(["PASV"], client.On("500 What?"));
        Assert.Equal(["[Connect 1029]"], client.On("227 Entering Passive Mode (10,0,0,2,4,5)."));
        client.DataOpened(Now);
        Assert.Equal(["STOR b", "[SendData data]"], client.On("150 Go on"));
        client.DataEnded(Now);
        Assert.Equal(["QUIT"], client.On("226 Stored"));
    }

    [Fact]
    public void What_the_server_refuses_ends_it_with_its_words()
    {
        Assert.Equal(["[End 530 No]"], New().On("220 Hi", "331 Password?", "530 No")[2..]);
        FtpClientSession client = In(new FtpOrder.Get("x"));
        client.On("229 (|||1|)");
        client.DataOpened(Now);
        Assert.Equal(["RETR x", "[DropData]", "[End get x: 550 No such file]"], client.On("550 No such file"));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("99 Bottles")]
    public void Who_speaks_no_FTP_is_told_from_others(string line) => Assert.Equal(["[End the server speaks no FTP]"], New().On(line));

    [Theory]
    [InlineData("229 (|||0|)")]
    [InlineData("229 (|||65536|)")]
    [InlineData("229 (")]
    [InlineData("229")]
    public void A_port_that_is_none_is_not_connected_to(string line) =>
    Assert.StartsWith("[End 229", Assert.Single(In(new FtpOrder.List()).On(line)), StringComparison.Ordinal);

    [Fact]
    public void A_server_that_falls_silent_or_closes_is_given_up()
    {
        FtpClientSession client = New();
        client.Opened(MachineDriver.At(0));
        Assert.Equal(new FtpEffect.End("ETIMEDOUT"), Assert.Single(client.RunUntil(100)).Effect);

        FtpClientSession other = New();
        other.PeerFinished(Now);
        Assert.Equal(["[End ECONNRESET]"], other.Done());
    }

    [Property(MaxTest = 1000)]
    public void Hostile_bytes_never_fail(byte[] bytes, byte start)
    {
        string[] starts = ["220 Hi", "229 (", "227 (1,2,3,4,", "150 x"];
        FtpClientSession client = start % 2 == 0 ? New(new FtpOrder.List()) : In(new FtpOrder.List());

        client.Received(
            [.. System.Text.Encoding.ASCII.GetBytes(starts[start % starts.Length]), .. bytes, (byte)'\n', .. bytes, (byte)'\n'], Now);

        Assert.NotNull(client.Done());
    }

    private static FtpClientSession New(params FtpOrder[] orders) => new(new AppTask.FtpClient("server", 21, "ann", "pw", orders));

    private static FtpClientSession In(params FtpOrder[] orders)
    {
        FtpClientSession client = New(orders);
        client.On("220 Hi", "230 In", "200 I");
        return client;
    }
}
