using System.Globalization;
using System.Text;

namespace NetComm.Tracing;

/// <summary>What fills payloads of which only the size is known: it says whose they are.</summary>
internal sealed class MadeUpPayload(TraceHeader header)
{
    private static readonly byte[] Letters = Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwxyz");

    private readonly Dictionary<int, byte[]> _patterns = [];

    /// <summary>A message of a flow: <c>netcomm call #7</c>, then letters up to its size.</summary>
    public void Fill(Span<byte> payload, CapturedPacket.Datagram datagram)
    {
        // A reply to an echo gives back the data that it got (RFC 792).
        bool isAnswer = datagram.IsAnswer && datagram.Conversation.Transport != Transport.Icmp;
        string title = string.Create(
            CultureInfo.InvariantCulture, $"netcomm {NameOf(datagram.Conversation)} #{datagram.Sequence}{(isAnswer ? " answer" : "")} ");
        byte[] bytes = Encoding.ASCII.GetBytes(title);
        int used = Math.Min(bytes.Length, payload.Length);
        bytes.AsSpan(0, used).CopyTo(payload);
        Repeat(Letters, 0, payload[used..]);
    }

    /// <summary>Part of a flow's stream, which repeats its name: the same bytes at the same place, however often they are sent.</summary>
    public void FillStream(Span<byte> payload, Conversation conversation, uint sequenceNumber)
    {
        byte[] pattern = PatternOf(conversation);
        int untilWrap = (int)Math.Min((1L << 32) - sequenceNumber, payload.Length);
        Repeat(pattern, (int)(sequenceNumber % pattern.Length), payload[..untilWrap]);
        Repeat(pattern, 0, payload[untilWrap..]);
    }

    private string NameOf(Conversation conversation) =>
        conversation.Owner.Flow is { } owner ? header.Flows[owner.Index].Name : "program";

    private byte[] PatternOf(Conversation conversation)
    {
        int flow = conversation.Owner.Flow?.Index ?? -1;
        if (_patterns.TryGetValue(flow, out byte[]? known)) return known;
        byte[] pattern = Encoding.ASCII.GetBytes($"netcomm {NameOf(conversation)} ");
        _patterns.Add(flow, pattern);
        return pattern;
    }

    /// <summary>Fills with the pattern from a place on, over and over: each time with twice as much as is there already.</summary>
    private static void Repeat(ReadOnlySpan<byte> pattern, int from, Span<byte> into)
    {
        int done = Math.Min(pattern.Length, into.Length);
        for (int i = 0; i < done; i++) into[i] = pattern[(from + i) % pattern.Length];
        while (done < into.Length)
        {
            int more = Math.Min(done, into.Length - done);
            into[..more].CopyTo(into[done..]);
            done += more;
        }
    }
}
