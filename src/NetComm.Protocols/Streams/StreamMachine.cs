using System.Text;

namespace NetComm.Protocols.Streams;

/// <summary>A protocol over one connection: bytes come in any pieces, and the same bytes do the same however they are cut.</summary>
internal abstract class StreamMachine : ProtocolMachine<StreamEffect>
{
    /// <summary>The connection is open.</summary>
    public virtual void Opened(SimTime now)
    {
    }

    /// <summary>The next bytes of the peer.</summary>
    public abstract void Received(ReadOnlySpan<byte> bytes, SimTime now);

    /// <summary>The peer will send no more.</summary>
    public abstract void PeerFinished(SimTime now);

    protected void Send(string text) => Effects.Add(new StreamEffect.Send(FileContent.Of(Encoding.UTF8.GetBytes(text))));
}

/// <summary>What a protocol that speaks over one connection wants done.</summary>
internal abstract record StreamEffect
{
    private StreamEffect()
    {
    }

    /// <summary>These bytes go to the peer, behind all that was sent before.</summary>
    public sealed record Send(FileContent Content) : StreamEffect;

    /// <summary>Nothing more will be sent: the peer sees the end behind the last byte.</summary>
    public sealed record Finish : StreamEffect;

    /// <summary>The connection is closed once all is written.</summary>
    public sealed record Close : StreamEffect;

    /// <summary>A line for whoever runs the program.</summary>
    public sealed record Print(string Line) : StreamEffect;
}
