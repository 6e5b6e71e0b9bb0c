using System.Text;
using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols.Streams;

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
