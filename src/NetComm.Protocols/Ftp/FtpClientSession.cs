using System.Globalization;
using System.Text;

namespace NetComm.Protocols.Ftp;

/// <summary>The client's end of an FTP session: logs in, sets type I, carries out its commands by passive data, and quits.</summary>
/// <remarks>Passive connections go to the server's own address, whatever PASV says, as curl does. Not modelled: active mode.</remarks>
internal sealed class FtpClientSession(AppTask.FtpClient task) : FtpMachine
{
    public static readonly SimDuration Patience = SimDuration.FromSeconds(60);

    /// <summary>Lines of a listing that are printed, at most.</summary>
    private const int MostListed = 1000;

    /// <summary>Bytes of a listing that are kept, at most.</summary>
    private const int MostKept = 256 * 1024;

    private enum Stage
    {
        Greeting,
        User,
        Password,
        Type,
        ExtendedPassive,
        Passive,
        Connecting,
        Asked,
        Transfer,
        Quit,
    }

    private readonly Queue<FtpOrder> _orders = new(task.Commands);
    private Stage _stage;
    private FtpOrder? _order;
    private SimTime _askedAt;
    private SimTime? _deadline;
    private bool _dataIsOver;
    private bool _replyIsIn;
    private bool _prefersPassive;
    private string? _multiline;
    private long _bytes;
    private readonly List<byte> _listing = [];

    public int Status { get; private set; }

    public override SimTime? NextTimer => _deadline;

    public override void Opened(SimTime now) => _deadline = now + Patience;

    public override void TimerExpired(SimTime now)
    {
        if (_deadline is { } due && now >= due) Fail(nameof(Errno.ETIMEDOUT));
    }

    public override void PeerFinished(SimTime now)
    {
        if (_stage == Stage.Quit) End("");
        else Fail(nameof(Errno.ECONNRESET));
    }

    public override void DataOpened(SimTime now)
    {
        _stage = Stage.Asked;
        _askedAt = now;
        Say(_order switch
        {
            FtpOrder.Get get => "RETR " + get.Path,
            FtpOrder.Put put => "STOR " + put.Path,
            _ => "LIST",
        });
    }

    public override void DataReceived(ReadOnlySpan<byte> bytes, SimTime now)
    {
        _deadline = now + Patience;
        _bytes += bytes.Length;
        if (_order is FtpOrder.List && _listing.Count < MostKept) _listing.AddRange(bytes);
    }

    public override void DataEnded(SimTime now)
    {
        _dataIsOver = true;
        FinishTransfer(now);
    }

    public override void DataFailed(SimTime now)
    {
        if (_stage is Stage.Connecting) Fail(nameof(Errno.ECONNREFUSED));
        else DataEnded(now);
    }

    protected override void TooLong() => Fail("the server speaks no FTP");

    protected override void Take(string line, SimTime now)
    {
        _deadline = now + Patience;
        bool isReply = line.Length >= 3 && line[..3].All(char.IsAsciiDigit) && (line.Length == 3 || line[3] is ' ' or '-');
        if (_multiline is { } first)
        {
            // RFC 959, 4.2: a reply of several lines ends with one that begins with its code and a space.
            if (!isReply || line[..3] != first || (line.Length > 3 && line[3] == '-')) return;
            _multiline = null;
        }
        else if (!isReply)
        {
            Fail("the server speaks no FTP");
            return;
        }
        else if (line.Length > 3 && line[3] == '-')
        {
            _multiline = line[..3];
            return;
        }

        Status = int.Parse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        Replied(Status, line, now);
    }

    private void Replied(int code, string line, SimTime now)
    {
        switch (_stage)
        {
            case Stage.Greeting:
                if (code is >= 200 and < 300) Next(Stage.User, "USER " + task.User);
                else if (code >= 300) FailBy(line);
                break;
            case Stage.User when code == 331:
                Next(Stage.Password, "PASS " + task.Password);
                break;
            case Stage.User or Stage.Password when code is >= 200 and < 300:
                Next(Stage.Type, "TYPE I");
                break;
            case Stage.Type when code is >= 200 and < 300:
                DoNext();
                break;
            case Stage.ExtendedPassive when code == 229 && ExtendedPort(line) is { } port:
                Connect(port);
                break;
            case Stage.ExtendedPassive when code >= 500:
                _prefersPassive = true;
                Next(Stage.Passive, "PASV");
                break;
            case Stage.Passive when code == 227 && PassivePort(line) is { } port:
                Connect(port);
                break;
            case Stage.Asked or Stage.Transfer:
                Transferred(code, line, now);
                break;
            case Stage.Quit:
                End("");
                break;
            default:
                FailBy(line);
                break;
        }
    }

    private void Next(Stage stage, string line)
    {
        _stage = stage;
        Say(line);
    }

    private void DoNext()
    {
        if (!_orders.TryDequeue(out _order))
        {
            Next(Stage.Quit, "QUIT");
            return;
        }

        (_dataIsOver, _replyIsIn, _bytes) = (false, false, 0);
        _listing.Clear();
        if (_prefersPassive) Next(Stage.Passive, "PASV");
        else Next(Stage.ExtendedPassive, "EPSV");
    }

    private void Connect(int port)
    {
        _stage = Stage.Connecting;
        Effects.Add(new FtpEffect.Connect(port));
    }

    private void Transferred(int code, string line, SimTime now)
    {
        if (code is >= 100 and < 200)
        {
            if (_stage == Stage.Transfer) return;
            _stage = Stage.Transfer;
            if (_order is FtpOrder.Put put)
            {
                FileContent content = FileContent.Of(put.Data);
                _bytes = content.Length;
                Effects.Add(new FtpEffect.SendData(content));
            }
            else
            {
                Effects.Add(new FtpEffect.ReceiveData());
            }
        }
        else if (code is >= 200 and < 300)
        {
            _replyIsIn = true;
            if (_stage == Stage.Asked) _dataIsOver = true; // nothing had to be sent
            FinishTransfer(now);
        }
        else
        {
            Effects.Add(new FtpEffect.DropData());
            FailBy($"{Name()}: {line}");
        }
    }

    private void FinishTransfer(SimTime now)
    {
        if (!_dataIsOver || !_replyIsIn) return;
        string time = ((now - _askedAt).Picoseconds / 1e9).ToString("0.000", CultureInfo.InvariantCulture);
        Print(string.Create(CultureInfo.InvariantCulture, $"{Name()}: {_bytes} B in {time} ms"));
        if (_order is FtpOrder.List)
        {
            string[] lines = Encoding.UTF8.GetString([.. _listing]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (string line in lines.Take(MostListed)) Print("  " + line.TrimEnd('\r'));
        }

        DoNext();
    }

    private string Name() => _order switch
    {
        FtpOrder.Get get => "get " + get.Path,
        FtpOrder.Put put => "put " + put.Path,
        _ => "list",
    };

    /// <summary>RFC 2428, 3: <c>(|||6446|)</c>.</summary>
    private static int? ExtendedPort(string line)
    {
        int open = line.IndexOf('(');
        if (open < 0 || open + 5 >= line.Length) return null;
        char mark = line[open + 1];
        string[] parts = line[(open + 1)..].Split(mark);
        return parts.Length >= 5 && Port(parts[3]) is > 0 and var port ? port : null;
    }

    /// <summary>RFC 959, 4.1.2: six numbers separated by commas, of which the last two are the port.</summary>
    private static int? PassivePort(string line)
    {
        string[] parts = line[3..].TrimStart(' ').Split(',');
        if (parts.Length != 6) return null;
        string last = string.Concat(parts[5].TakeWhile(char.IsAsciiDigit));
        return Port(parts[4]) is <= 255 and var high && Port(last) is <= 255 and var low && high * 256 + low > 0 ? high * 256 + low : null;
    }

    private static int? Port(string digits) =>
        ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? port : null;

    private void Print(string line) => Effects.Add(new FtpEffect.Print(line));

    /// <summary>The server refuses: its reply is the reason.</summary>
    private void FailBy(string line)
    {
        Print(line);
        Fail(line);
    }

    private void Fail(string why) => End(why);

    private void End(string failure)
    {
        if (HasEnded) return;
        HasEnded = true;
        _deadline = null;
        Effects.Add(new FtpEffect.End(failure));
    }
}
