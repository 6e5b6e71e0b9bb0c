namespace NetComm.Protocols.Streams;

/// <summary>The echo service over TCP (RFC 862): everything received is sent back, until the peer has finished.</summary>
internal sealed class EchoSession : StreamMachine
{
    public override SimTime? NextTimer => null;

    // The protocol has no word for it.
    public override void Opened(SimTime now)
    {
        if (IsRefused) Effects.Add(new StreamEffect.Close());
    }

    public override void TimerExpired(SimTime now)
    {
    }

    public override void Received(ReadOnlySpan<byte> bytes, SimTime now) =>
        Effects.Add(new StreamEffect.Send(FileContent.Of(bytes.ToArray())));

    public override void PeerFinished(SimTime now) => Effects.Add(new StreamEffect.Close());
}
