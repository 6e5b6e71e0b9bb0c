namespace NetComm.Scenarios.Recordings;

/// <summary>Reads a capture in the form of libpcap (draft-ietf-opsawg-pcap): a header, then records, each with a frame.</summary>
/// <remarks>Both byte orders, microseconds and nanoseconds. Not read: the longer records of a patched libpcap.</remarks>
internal readonly ref struct PcapReader(ReadOnlySpan<byte> content)
{
    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;
    private const int HeaderLength = 24;
    private const int RecordLength = 16;

    private readonly ReadOnlySpan<byte> _content = content;

    /// <summary>Whether a file begins so (its first four bytes, big-endian).</summary>
    public static bool Knows(uint first) => Magic(first, out _) is Microseconds or Nanoseconds;

    public Conversations Read()
    {
        if (_content.Length < HeaderLength)
            throw RecordingException.At(_content.Length, $"the file ends in its header, which has {HeaderLength} bytes");
        uint magic = Magic(new CaptureBytes(_content, isBig: true).Word(0), out bool isBig);
        var bytes = new CaptureBytes(_content, isBig);
        if (bytes.Short(4) != 2) throw RecordingException.At(4, $"version 2 was expected, but was {bytes.Short(4)}");
        long perSecond = magic == Nanoseconds ? 1_000_000_000 : 1_000_000;
        // The upper bits tell of checksums behind the frame.
        int link = (int)(bytes.Word(20) & 0xFFFF);
        var conversations = new Conversations();
        for (int at = HeaderLength; at < bytes.Length;)
        {
            if (bytes.Length - at < RecordLength)
                throw RecordingException.At(at, $"a record of {RecordLength} bytes was expected, but {bytes.Length - at} are left");
            uint fraction = bytes.Word(at + 4);
            uint kept = bytes.Word(at + 8);
            uint original = bytes.Word(at + 12);
            if (fraction >= perSecond)
                throw RecordingException.At(at + 4, $"a fraction of a second below {perSecond} was expected, but was {fraction}");
            if (kept > bytes.Length - at - RecordLength)
            {
                throw RecordingException.At(
                    at + 8, $"the packet has {kept} bytes, but {bytes.Length - at - RecordLength} are left in the file");
            }

            Int128 time = ((Int128)bytes.Word(at) * SimDuration.PerSecond) + (fraction * (SimDuration.PerSecond / perSecond));
            conversations.Add(0, link, time, bytes.Slice(at + RecordLength, (int)kept), original);
            at += RecordLength + (int)kept;
        }

        return conversations;
    }

    private static uint Magic(uint first, out bool isBig)
    {
        isBig = first is Microseconds or Nanoseconds;
        return isBig ? first : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(first);
    }
}
