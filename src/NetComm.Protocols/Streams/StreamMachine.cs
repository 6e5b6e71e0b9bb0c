using System.Text;

namespace NetComm.Protocols.Streams;

/// <summary>A protocol over one connection. Bytes arrive in any pieces; the result does not depend on where they are cut.</summary>
internal abstract class StreamMachine : ProtocolMachine<StreamEffect>
{
    /// <summary>Whether the server has no room for this connection: it says so, if its protocol has words for it, and ends.</summary>
    public bool IsRefused { get; init; }

    public virtual void Opened(SimTime now)
    {
    }

    public abstract void Received(ReadOnlySpan<byte> bytes, SimTime now);

    public abstract void PeerFinished(SimTime now);

    protected void Send(string text) => Effects.Add(new StreamEffect.Send(FileContent.Of(Encoding.UTF8.GetBytes(text))));
}

internal abstract record StreamEffect
{
    /// <summary>Send these bytes to the peer, after all that was sent before.</summary>
    public sealed record Send(FileContent Content) : StreamEffect;

    /// <summary>Nothing more will be sent: the peer sees the end of the stream after the last byte.</summary>
    public sealed record Finish : StreamEffect;

    public sealed record Close : StreamEffect;

    public sealed record Print(string Line) : StreamEffect;
}
