using System.Text;
using NetComm.Protocols.Streams;

namespace NetComm.Protocols.Ftp;

/// <summary>One end of an FTP session (RFC 959): lines come and go over the control connection, files over data connections.</summary>
internal abstract class FtpMachine : ProtocolMachine<FtpEffect>
{
    /// <summary>Longest line of the control connection.</summary>
    private const int LongestLine = 4096;

    private readonly ByteLines _input = new();

    /// <summary>Whether it has ended: what still comes is not read.</summary>
    protected bool HasEnded { get; set; }

    /// <summary>The control connection is open.</summary>
    public virtual void Opened(SimTime now)
    {
    }

    /// <summary>The next bytes of the control connection, in any pieces.</summary>
    public void Received(ReadOnlySpan<byte> bytes, SimTime now)
    {
        if (HasEnded) return;
        _input.Add(bytes);
        while (!HasEnded)
        {
            ByteLines.Look look = _input.TakeLine(LongestLine, out string line);
            if (look == ByteLines.Look.NotYet) return;
            if (look == ByteLines.Look.TooLong) TooLong();
            else Take(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line)), now);
        }
    }

    /// <summary>The peer's end of the control connection is closed.</summary>
    public abstract void PeerFinished(SimTime now);

    /// <summary>The data connection is open.</summary>
    public abstract void DataOpened(SimTime now);

    /// <summary>Bytes came over the data connection.</summary>
    public abstract void DataReceived(ReadOnlySpan<byte> bytes, SimTime now);

    /// <summary>The data connection is over: all was sent, or the peer has closed it.</summary>
    public abstract void DataEnded(SimTime now);

    /// <summary>The data connection broke, or never came.</summary>
    public abstract void DataFailed(SimTime now);

    protected abstract void Take(string line, SimTime now);

    protected abstract void TooLong();

    protected void Say(string line) => Effects.Add(new FtpEffect.Say(line));
}

/// <summary>
/// What one end of an FTP session wants done: with its control connection, and with the data connection that it has at the time.
/// </summary>
internal abstract record FtpEffect
{
    private FtpEffect()
    {
    }

    /// <summary>A line goes over the control connection.</summary>
    public sealed record Say(string Line) : FtpEffect;

    /// <summary>The control connection is closed once all is written.</summary>
    public sealed record Close : FtpEffect;

    /// <summary>A line for whoever runs the program.</summary>
    public sealed record Print(string Line) : FtpEffect;

    /// <summary>Of a server: listen anywhere for one data connection, and say where.</summary>
    public sealed record Listen : FtpEffect;

    /// <summary>Of a client: connect there for data, to the server's own address.</summary>
    public sealed record Connect(int Port) : FtpEffect;

    /// <summary>All this goes over the data connection, which is then closed.</summary>
    public sealed record SendData(FileContent Content) : FtpEffect;

    /// <summary>The data connection is read to its end.</summary>
    public sealed record ReceiveData : FtpEffect;

    /// <summary>The data connection, or the port where it is waited for, is given up.</summary>
    public sealed record DropData : FtpEffect;

    /// <summary>Of a client: all is done, or failed for this reason.</summary>
    public sealed record End(string Failure) : FtpEffect;
}
