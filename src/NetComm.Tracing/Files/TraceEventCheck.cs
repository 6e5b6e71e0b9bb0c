using System.Globalization;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Tracing;

/// <summary>
/// Lets events of a file pass to a recorder, and none that speaks of what is not there: time does not run backwards, what a number points
/// to is in the header or was told of before, and the run ends once. Else a <see cref="FormatException"/> says what.
/// </summary>
internal sealed class TraceEventCheck : TraceSink
{
    /// <summary>Beyond the longest time of the scenario language (1000 h), twice.</summary>
    private const long LongestTime = 2 * 1000 * 3600 * SimDuration.PerSecond;

    /// <summary>Of an IPv4 packet (RFC 791, 3.1).</summary>
    private const int LongestPacket = ushort.MaxValue;

    /// <summary>Fifteen words of 32 bits (RFC 9293, 3.1).</summary>
    private const int LongestTcpHeader = 60;

    /// <summary>In a loopback run packets are numbered that no event tells of: beside one that does so many, and some at first.</summary>
    private const int MostUntold = 64, RoomForUntold = 1024;

    /// <summary>Most bytes that one event moves, so that sums of them stay within 64 bits: a terabyte.</summary>
    private const long MostBytes = 1L << 40;

    private readonly TraceRecorder _recorder;
    private readonly TraceNames _names;
    private readonly bool _isSimulated;
    private readonly HashSet<int> _conversations = [];
    private long _packets;
    private SimTime _now;
    private bool _hasEnded;

    public TraceEventCheck(TraceHeader header, TraceRecorder recorder)
    {
        _recorder = recorder;
        _names = new TraceNames(header);
        _isSimulated = header.Mode == RunMode.Simulated;
    }

    /// <summary>How many have passed.</summary>
    public long Passed { get; private set; }

    /// <inheritdoc/>
    public override void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes)
    {
        Require(happened, bytes);
        _recorder.Write(happened, bytes);
    }

    /// <inheritdoc/>
    protected internal override void WriteBeyond(TraceEvent happened)
    {
        Require(happened, []);
        _recorder.Write(happened);
    }

    /// <summary>To be called behind the last event.</summary>
    public void RequireEnd()
    {
        if (!_hasEnded) throw new FormatException("the file ends before the run does: its last lines are missing");
    }

    private void Require(in TraceEvent happened, ReadOnlySpan<byte> bytes)
    {
        if (_hasEnded) throw new FormatException("an event follows the end of the run");
        if (happened.Time < _now) throw new FormatException("its time is before that of the line above");
        if (happened.Time.Picoseconds > LongestTime) throw OutOfRange("time", happened.Time.Picoseconds);
        _now = happened.Time;
        foreach (EventKey key in EventShape.Of(happened.Kind).Keys) Require(key, EventFields.Of(happened, key.Field));
        RequireKnown(happened, bytes);
        _hasEnded = happened.Kind == TraceEventKind.RunEnded;
        Passed++;
    }

    /// <summary>Whether a number can stand where it does.</summary>
    private void Require(EventKey key, long number)
    {
        bool fits = key.Form switch
        {
            EventForm.Direction or EventForm.Node or EventForm.Medium or EventForm.Flow or EventForm.Program or EventForm.Group
                or EventForm.Interface or EventForm.DirectionOrNode or EventForm.FlowOrProgram => _names.Has(key.Form, number),
            EventForm.DropReason => number > 0 && number < DropReasons.Count,
            EventForm.TcpState => number < TcpStates.Count,
            EventForm.Errno => Enum.IsDefined((Errno)number),
            EventForm.Flag => number is 0 or 1,
            EventForm.Reply => number is 1 or 2,
            _ => true,
        };
        if (!fits) throw OutOfRange(key.Name, number);
    }

    private void RequireKnown(in TraceEvent happened, ReadOnlySpan<byte> bytes)
    {
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                Open(happened, bytes);
                break;
            case TraceEventKind.DscpChanged:
                RequireConversation(new DscpChanged(happened).Conversation);
                RequireRange("dscp", new DscpChanged(happened).Dscp, 0, 63);
                break;
            case TraceEventKind.TcpStateChanged:
                RequireConversation(new TcpStateChanged(happened).Conversation);
                break;
            case TraceEventKind.CongestionChanged:
                RequireConversation(new CongestionChanged(happened).Conversation);
                break;
            case TraceEventKind.PacketSent:
                RequireConversation(new PacketSent(happened).Conversation);
                RequireRange("sequence", new PacketSent(happened).Sequence, 0, int.MaxValue);
                RequireRange("bytes", new PacketSent(happened).Bytes, 0, int.MaxValue);
                RequireNew(happened.Packet);
                break;
            case TraceEventKind.SegmentSent:
                RequireSegment(happened, bytes);
                RequireNew(happened.Packet);
                break;
            case TraceEventKind.FragmentSent:
                RequirePacket("of", new FragmentSent(happened).Whole);
                RequireRange("bytes", new FragmentSent(happened).Bytes, 0, LongestPacket);
                RequireNew(happened.Packet);
                break;
            case TraceEventKind.ArpSent:
                if (!_names.Has(EventForm.Interface, new ArpSent(happened).Target)) throw OutOfRange("to", new ArpSent(happened).Target);
                RequireNew(happened.Packet);
                break;
            case TraceEventKind.ControlSent:
                if (bytes.Length < Ipv4Header.MinimumSize) throw new FormatException("its packet is shorter than an IP header");
                RequireRange("length", bytes.Length, 0, LongestPacket);
                RequireNew(happened.Packet);
                break;
            case TraceEventKind.Enqueued or TraceEventKind.Dequeued or TraceEventKind.Withdrawn or TraceEventKind.Collided
                or TraceEventKind.Dropped:
                RequirePacket("packet", happened.Packet);
                RequireRange("leaves", happened.Value, TraceEvents.Undecided, LongestTime);
                break;
            case TraceEventKind.Delivered or TraceEventKind.Marked or TraceEventKind.PayloadAttached:
                RequirePacket("packet", happened.Packet);
                break;
            case TraceEventKind.Received:
                RequirePacket("packet", happened.Packet);
                RequireRange("bytes", happened.Value, 0, int.MaxValue);
                break;
            case TraceEventKind.StreamSent or TraceEventKind.StreamReceived:
                RequireRange("bytes", happened.Value, 0, MostBytes);
                break;
            case TraceEventKind.ProgramStarted or TraceEventKind.ProgramPrinted or TraceEventKind.ProgramEnded:
                RequireRange("connection", happened.Packet, 0, int.MaxValue);
                if (happened.Kind == TraceEventKind.ProgramStarted) RequireRange("takenBy", happened.Value, 0, happened.Packet);
                break;
            case TraceEventKind.ProgramCalled:
                RequireRange("connection", new ProgramCalled(happened).Connection, 0, int.MaxValue);
                RequireRange("call", new ProgramCalled(happened).Number, 0, int.MaxValue);
                break;
        }
    }

    private void Open(in TraceEvent happened, ReadOnlySpan<byte> bytes)
    {
        // In a loopback run threads take numbers before the events are in order.
        int number = new ConversationOpened(happened).Conversation.Index;
        bool fits = _isSimulated ? number == _conversations.Count : number >= 0 && number < Passed + RoomForUntold;
        if (!fits || !_conversations.Add(number)) throw OutOfRange("conversation", number);
        _ = Conversation.Parse(new ConversationOpened(happened).Owner, System.Text.Encoding.UTF8.GetString(bytes));
    }

    private void RequireConversation(ConversationId conversation)
    {
        if (!_conversations.Contains(conversation.Index)) throw OutOfRange("conversation", conversation.Index);
    }

    private void RequireSegment(in TraceEvent happened, ReadOnlySpan<byte> bytes)
    {
        RequireConversation(new SegmentSent(happened).Conversation);
        if (bytes.Length is < TcpHeader.MinimumSize or > LongestTcpHeader || bytes.Length % 4 != 0)
            throw new FormatException($"no TCP header has {bytes.Length} bytes");
    }

    /// <summary>Packets are numbered from 1 as they are sent.</summary>
    private void RequireNew(long number)
    {
        if (!_isSimulated) RequirePacket("packet", number);
        else if (number != _packets + 1)
            throw new FormatException(FormattableString.Invariant($"the packet after {_packets} cannot be {number}"));
        _packets = number;
    }

    private void RequirePacket(string key, long number)
    {
        long last = _isSimulated ? _packets : RoomForUntold + (MostUntold * Passed);
        if (number < 1 || number > last) throw new FormatException(FormattableString.Invariant($"its {key} {number} was not sent before"));
    }

    private static void RequireRange(string key, long number, long least, long most)
    {
        if (number < least || number > most) throw OutOfRange(key, number);
    }

    private static FormatException OutOfRange(string key, long number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"its {key} cannot be {number}"));
}
