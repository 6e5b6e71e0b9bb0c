using System.Text;
using NetComm.Protocols.Streams;

namespace NetComm.Protocols.Ftp;

/// <summary>One end of an FTP session (RFC 959): lines are exchanged over the control connection, files over data connections.</summary>
internal abstract class FtpMachine : ProtocolMachine<FtpEffect>
{
    private const int LongestLine = 4096;

    private readonly ByteLines _input = new();

    /// <summary>Whether the session has ended: bytes that still arrive are not read.</summary>
    protected bool HasEnded { get; set; }

    public virtual void Opened(SimTime now)
    {
    }

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

    public abstract void PeerFinished(SimTime now);

    public abstract void DataOpened(SimTime now);

    public abstract void DataReceived(ReadOnlySpan<byte> bytes, SimTime now);

    /// <summary>The data connection has ended: everything was sent, or the peer has closed it.</summary>
    public abstract void DataEnded(SimTime now);

    public abstract void DataFailed(SimTime now);

    protected abstract void Take(string line, SimTime now);

    protected abstract void TooLong();

    protected void Say(string line) => Effects.Add(new FtpEffect.Say(line));
}

/// <summary>What one end of an FTP session asks its driver to do, with its control or current data connection.</summary>
internal abstract record FtpEffect
{
    public sealed record Say(string Line) : FtpEffect;

    public sealed record Close : FtpEffect;

    public sealed record Print(string Line) : FtpEffect;

    /// <summary>Of a server: listen on any free port for one data connection, and report the port.</summary>
    public sealed record Listen : FtpEffect;

    /// <summary>Open a data connection to this port of the other end's own address.</summary>
    public sealed record Connect(int Port) : FtpEffect;

    /// <summary>Send this over the data connection and then close it.</summary>
    public sealed record SendData(FileContent Content) : FtpEffect;

    public sealed record ReceiveData : FtpEffect;

    /// <summary>Close the data connection, or the port that waits for it.</summary>
    public sealed record DropData : FtpEffect;

    /// <summary>Of a client: the session has ended; empty, or the reason why it failed.</summary>
    public sealed record End(string Failure) : FtpEffect;
}
