using System.Runtime.InteropServices;

namespace NetComm.Tracing;

/// <summary>
/// One event, 32 bytes, little-endian in this order: what is hashed is exactly this. What each field means depends on the kind:
/// a typed view, such as <see cref="PacketSent"/>, reads it.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
public readonly struct TraceEvent
{
    private readonly long _time;
    private readonly long _packet;
    private readonly long _value;
    private readonly int _place;
    private readonly ushort _extra;
    private readonly TraceEventKind _kind;
    private readonly byte _reason;

    /// <summary>Makes an event; the factories of <see cref="TraceEvents"/> say what the fields hold.</summary>
    internal TraceEvent(
        SimTime time, TraceEventKind kind, int place = 0, long packet = 0, long value = 0, ushort extra = 0, byte reason = 0)
    {
        _time = time.Picoseconds;
        _packet = packet;
        _value = value;
        _place = place;
        _extra = extra;
        _kind = kind;
        _reason = reason;
    }

    /// <summary>When.</summary>
    public SimTime Time => new(_time);

    /// <summary>What.</summary>
    public TraceEventKind Kind => _kind;

    // Raw fields, which only the views and the trace's files read.

    /// <summary>The packet's number, from 1 in the order of sending; also other numbers, by kind.</summary>
    internal long Packet => _packet;

    /// <summary>A number, by kind.</summary>
    internal long Value => _value;

    /// <summary>Where: a direction, node, medium, flow, program or conversation, by kind.</summary>
    internal int Place => _place;

    /// <summary>A small number, by kind.</summary>
    internal int Extra => _extra;

    /// <summary>A drop reason, errno or time to live, by kind.</summary>
    internal byte Reason => _reason;

    /// <summary>Whether bytes stand behind it.</summary>
    public bool HasBytes => _kind >= TraceEventKind.ConversationOpened;

    internal TraceEvent At(SimTime time) => new(time, _kind, _place, _packet, _value, _extra, _reason);

    /// <summary>How many slots of 32 bytes its bytes take.</summary>
    public int ByteSlots => HasBytes ? (int)((_value + 31) / 32) : 0;
}
