using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Pim;

/// <summary>The bytes of a <see cref="PimMessage"/> (RFC 3973 §4.7).</summary>
internal static class PimFormat
{
    private const byte Version2 = 0x20;
    private const byte Hello = 0;
    private const byte JoinPrune = 3;
    private const byte Assert = 5;
    private const byte Graft = 6;
    private const byte GraftAck = 7;

    private const int HeaderSize = 4;
    private const int UnicastSize = 6;
    private const int MaskedSize = 8;
    private const int OptionHeaderSize = 4;
    private const int HelloSize = HeaderSize + 3 * OptionHeaderSize + sizeof(ushort) + sizeof(uint) + sizeof(uint);
    private const int JoinPruneHeaderSize = HeaderSize + UnicastSize + 4;
    private const int GroupHeaderSize = MaskedSize + 4;
    private const int AssertSize = HeaderSize + MaskedSize + UnicastSize + 2 * sizeof(uint);

    private const ushort HoldTimeOption = 1;
    private const ushort LanPruneDelayOption = 2;
    private const ushort GenerationIdOption = 20;

    private const byte Ipv4Family = 1;
    private const byte WholeAddress = 32;

    private static readonly SimDuration Second = SimDuration.FromSeconds(1);
    private static readonly SimDuration Millisecond = SimDuration.FromMilliseconds(1);

    /// <summary>RFC 3973 §4.8: the hold time of a hello without the option.</summary>
    private static readonly SimDuration DefaultHoldTime = SimDuration.FromSeconds(105);

    public static int SizeOf(PimMessage message) => message switch
    {
        PimMessage.Hello => HelloSize,
        PimMessage.Assert => AssertSize,
        _ => JoinPruneHeaderSize + GroupsOf(message).Sum(SizeOf),
    };

    public static void Write(PimMessage message, Span<byte> bytes)
    {
        bytes = bytes[..message.Size];
        bytes.Clear();
        bytes[0] = (byte)(Version2 | TypeOf(message));
        switch (message)
        {
            case PimMessage.Hello hello:
                WriteHello(bytes[HeaderSize..], hello);
                break;
            case PimMessage.Assert assert:
                WriteAssert(bytes[HeaderSize..], assert);
                break;
            case PimMessage.JoinPrune prune:
                WriteGroups(bytes[HeaderSize..], prune.UpstreamNeighbour, prune.HoldTime, prune.Groups);
                break;
            case PimMessage.Graft graft:
                WriteGroups(bytes[HeaderSize..], graft.UpstreamNeighbour, SimDuration.Zero, graft.Groups);
                break;
            case PimMessage.GraftAck graft:
                WriteGroups(bytes[HeaderSize..], graft.UpstreamNeighbour, SimDuration.Zero, graft.Groups);
                break;
        }
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], InternetChecksum.Of(bytes));
    }

    public static Defect Read(ReadOnlySpan<byte> bytes, out PimMessage? message)
    {
        message = null;
        if (bytes.Length < HeaderSize) return Defect.Truncated;
        if ((bytes[0] & 0xF0) != Version2) return Defect.Version;
        if (InternetChecksum.Of(bytes) != 0) return Defect.Checksum;

        ReadOnlySpan<byte> body = bytes[HeaderSize..];
        return (bytes[0] & 0x0F) switch
        {
            Hello => ReadHello(body, out message),
            JoinPrune or Graft or GraftAck => ReadGroups(bytes[0] & 0x0F, body, out message),
            Assert => ReadAssert(body, out message),
            _ => Defect.Kind,
        };
    }

    private static byte TypeOf(PimMessage message) => message switch
    {
        PimMessage.Hello => Hello,
        PimMessage.JoinPrune => JoinPrune,
        PimMessage.Assert => Assert,
        PimMessage.Graft => Graft,
        PimMessage.GraftAck => GraftAck,
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "A message without a type."),
    };

    private static IReadOnlyList<PimGroup> GroupsOf(PimMessage message) => message switch
    {
        PimMessage.JoinPrune prune => prune.Groups,
        PimMessage.Graft graft => graft.Groups,
        PimMessage.GraftAck graft => graft.Groups,
        _ => [],
    };

    private static int SizeOf(PimGroup group) => GroupHeaderSize + MaskedSize * (group.Joined.Count + group.Pruned.Count);

    private static void WriteHello(Span<byte> bytes, PimMessage.Hello hello)
    {
        bytes = WriteOption(bytes, HoldTimeOption, sizeof(ushort));
        WriteTime(bytes, hello.HoldTime, Second);
        bytes = WriteOption(bytes[sizeof(ushort)..], LanPruneDelayOption, 2 * sizeof(ushort));
        WriteTime(bytes, hello.PropagationDelay, Millisecond);
        WriteTime(bytes[sizeof(ushort)..], hello.OverrideInterval, Millisecond);
        bytes = WriteOption(bytes[(2 * sizeof(ushort))..], GenerationIdOption, sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(bytes, hello.GenerationId);
    }

    private static Span<byte> WriteOption(Span<byte> bytes, ushort type, ushort length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, type);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], length);
        return bytes[OptionHeaderSize..];
    }

    private static void WriteTime(Span<byte> bytes, SimDuration time, SimDuration unit) =>
        BinaryPrimitives.WriteUInt16BigEndian(bytes, checked((ushort)(time.Picoseconds / unit.Picoseconds)));

    private static void WriteAssert(Span<byte> bytes, PimMessage.Assert assert)
    {
        WriteMasked(bytes, assert.Group);
        WriteUnicast(bytes[MaskedSize..], assert.Source);
        bytes = bytes[(MaskedSize + UnicastSize)..];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, assert.MetricPreference & PimMessage.Assert.InfinitePreference);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[sizeof(uint)..], assert.Metric);
    }

    private static void WriteGroups(Span<byte> bytes, uint upstream, SimDuration holdTime, IReadOnlyList<PimGroup> groups)
    {
        WriteUnicast(bytes, upstream);
        bytes[UnicastSize + 1] = checked((byte)groups.Count);
        WriteTime(bytes[(UnicastSize + 2)..], holdTime, Second);
        bytes = bytes[(UnicastSize + 4)..];
        foreach (PimGroup group in groups)
        {
            WriteMasked(bytes, group.Group);
            BinaryPrimitives.WriteUInt16BigEndian(bytes[MaskedSize..], checked((ushort)group.Joined.Count));
            BinaryPrimitives.WriteUInt16BigEndian(bytes[(MaskedSize + 2)..], checked((ushort)group.Pruned.Count));
            bytes = bytes[GroupHeaderSize..];
            foreach (uint source in group.Joined.Concat(group.Pruned))
            {
                WriteMasked(bytes, source);
                bytes = bytes[MaskedSize..];
            }
        }
    }

    private static void WriteUnicast(Span<byte> bytes, uint address)
    {
        bytes[0] = Ipv4Family;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], address);
    }

    /// <summary>A group or a source; no flag of either is set in dense mode.</summary>
    private static void WriteMasked(Span<byte> bytes, uint address)
    {
        bytes[0] = Ipv4Family;
        bytes[3] = WholeAddress;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], address);
    }

    /// <summary>Options that are not known are skipped (RFC 3973 §4.7.5).</summary>
    private static Defect ReadHello(ReadOnlySpan<byte> bytes, out PimMessage? message)
    {
        message = null;
        var hello = new PimMessage.Hello(DefaultHoldTime, 0);
        while (bytes.Length > 0)
        {
            if (bytes.Length < OptionHeaderSize) return Defect.Option;
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            if (length > bytes.Length - OptionHeaderSize) return Defect.Option;
            ReadOnlySpan<byte> value = bytes.Slice(OptionHeaderSize, length);
            switch (BinaryPrimitives.ReadUInt16BigEndian(bytes), length)
            {
                case (HoldTimeOption, sizeof(ushort)):
                    hello = hello with { HoldTime = ReadTime(value, Second) };
                    break;
                case (LanPruneDelayOption, 2 * sizeof(ushort)):
                    hello = hello with
                    {
                        PropagationDelay = ReadDelay(value),
                        OverrideInterval = ReadTime(value[sizeof(ushort)..], Millisecond)
                    };
                    break;
                case (GenerationIdOption, sizeof(uint)):
                    hello = hello with { GenerationId = BinaryPrimitives.ReadUInt32BigEndian(value) };
                    break;
                case (HoldTimeOption or LanPruneDelayOption or GenerationIdOption, _):
                    return Defect.Option;
            }
            bytes = bytes[(OptionHeaderSize + length)..];
        }

        message = hello;
        return Defect.None;
    }

    private static SimDuration ReadTime(ReadOnlySpan<byte> bytes, SimDuration unit) => unit * BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>The first bit of the delay is a flag of its own (RFC 3973 §4.7.5.2).</summary>
    private static SimDuration ReadDelay(ReadOnlySpan<byte> bytes) => Millisecond * (BinaryPrimitives.ReadUInt16BigEndian(bytes) & 0x7FFF);

    private static Defect ReadAssert(ReadOnlySpan<byte> bytes, out PimMessage? message)
    {
        message = null;
        if (bytes.Length < AssertSize - HeaderSize) return Defect.Length;
        if (!TryReadMasked(ref bytes, out uint group) || !TryReadUnicast(ref bytes, out uint source)) return Defect.Version;
        message = new PimMessage.Assert(
            group, source, BinaryPrimitives.ReadUInt32BigEndian(bytes) & PimMessage.Assert.InfinitePreference,
            BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(uint)..]));
        return Defect.None;
    }

    private static Defect ReadGroups(int type, ReadOnlySpan<byte> bytes, out PimMessage? message)
    {
        message = null;
        if (bytes.Length < JoinPruneHeaderSize - HeaderSize) return Defect.Length;
        if (!TryReadUnicast(ref bytes, out uint upstream)) return Defect.Version;
        int count = bytes[1];
        SimDuration holdTime = ReadTime(bytes[2..], Second);
        bytes = bytes[4..];
        var groups = new PimGroup[count];
        for (int i = 0; i < count; i++)
        {
            Defect defect = ReadGroup(ref bytes, out groups[i]);
            if (defect != Defect.None) return defect;
        }

        message = type switch
        {
            Graft => new PimMessage.Graft(upstream, groups),
            GraftAck => new PimMessage.GraftAck(upstream, groups),
            _ => new PimMessage.JoinPrune(upstream, holdTime, groups),
        };
        return Defect.None;
    }

    private static Defect ReadGroup(ref ReadOnlySpan<byte> bytes, out PimGroup group)
    {
        group = new(0, [], []);
        if (bytes.Length < GroupHeaderSize) return Defect.Length;
        if (!TryReadMasked(ref bytes, out uint address)) return Defect.Version;
        var joined = new uint[BinaryPrimitives.ReadUInt16BigEndian(bytes)];
        var pruned = new uint[BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])];
        bytes = bytes[4..];
        if (MaskedSize * (joined.Length + pruned.Length) > bytes.Length) return Defect.Length;
        if (!TryReadSources(ref bytes, joined) || !TryReadSources(ref bytes, pruned)) return Defect.Version;
        group = new(address, joined, pruned);
        return Defect.None;
    }

    private static bool TryReadSources(ref ReadOnlySpan<byte> bytes, uint[] sources)
    {
        for (int i = 0; i < sources.Length; i++)
        {
            if (!TryReadMasked(ref bytes, out sources[i])) return false;
        }

        return true;
    }

    private static bool TryReadUnicast(ref ReadOnlySpan<byte> bytes, out uint address)
    {
        address = BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]);
        bool isPlain = bytes[0] == Ipv4Family && bytes[1] == 0;
        bytes = bytes[UnicastSize..];
        return isPlain;
    }

    /// <summary>Ranges of groups or sources have no use in dense mode (RFC 3973 §4.7.6) and are refused.</summary>
    private static bool TryReadMasked(ref ReadOnlySpan<byte> bytes, out uint address)
    {
        address = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        bool isPlain = bytes[0] == Ipv4Family && bytes[1] == 0 && bytes[3] == WholeAddress;
        bytes = bytes[MaskedSize..];
        return isPlain;
    }
}
