using System.Buffers.Binary;
using NetComm.Protocols.Streams;

namespace NetComm.Protocols.Dns;

/// <summary>The server's end of a TCP connection that carries DNS (RFC 7766): each message has its length in two bytes before it.</summary>
internal sealed class DnsStreamSession(DnsResponder responder) : StreamMachine
{
    /// <summary>
    /// How long a client may send no whole message: RFC 7766, 6.2.3, "on the order of a few seconds"; unbound's tcp-idle-timeout.
    /// </summary>
    public static readonly SimDuration Patience = SimDuration.FromSeconds(30);

    private const int LengthBytes = 2;

    private readonly List<byte> _input = [];
    private SimTime? _deadline;

    public override SimTime? NextTimer => _deadline;

    public override void Opened(SimTime now) => _deadline = now + Patience;

    public override void TimerExpired(SimTime now)
    {
        if (_deadline is { } due && now >= due) Close();
    }

    /// <summary>Queries are answered in order; several may come before the first answer (6.2.1.1).</summary>
    public override void Received(ReadOnlySpan<byte> bytes, SimTime now)
    {
        if (_deadline is null) return;
        _input.AddRange(bytes);
        while (_input.Count >= LengthBytes)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian([_input[0], _input[1]]);
            if (_input.Count < LengthBytes + length) return;
            byte[] query = [.. _input[LengthBytes..(LengthBytes + length)]];
            _input.RemoveRange(0, LengthBytes + length);
            _deadline = now + Patience;
            if (responder.Answer(query) is { } answer) Say(answer);
        }
    }

    public override void PeerFinished(SimTime now) => Close();

    /// <summary>Length and message together (8): one segment, where they fit.</summary>
    private void Say(byte[] message)
    {
        var bytes = new byte[LengthBytes + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)message.Length);
        message.CopyTo(bytes, LengthBytes);
        Effects.Add(new StreamEffect.Send(FileContent.Of(bytes)));
    }

    private void Close()
    {
        if (_deadline is null) return;
        _deadline = null;
        Effects.Add(new StreamEffect.Close());
    }
}
