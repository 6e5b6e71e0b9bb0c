namespace NetComm.Scenarios.Recordings;

/// <summary>Reads a capture in the form pcapng (draft-ietf-opsawg-pcapng): sections of blocks.</summary>
/// <remarks>Not read: packets without a time (simple packet blocks). Blocks of other kinds, and other options, are passed over.</remarks>
internal readonly ref struct PcapngReader(ReadOnlySpan<byte> content)
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint OldPacket = 2;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;

    private const uint ByteOrder = 0x1A2B3C4D;
    private const uint ByteOrderSwapped = 0x4D3C2B1A;

    /// <summary>A type, a length, and the length again.</summary>
    private const int LeastBlock = 12;

    private const int EndOfOptions = 0;
    private const int TimeResolution = 9;
    private const int TimeOffset = 14;

    private readonly ReadOnlySpan<byte> _content = content;

    /// <summary>What the times of an interface mean.</summary>
    /// <param name="Number">Its place among those of all sections.</param>
    /// <param name="Link">Its link type.</param>
    /// <param name="Resolution">The option if_tsresol: −log₁₀ of a unit in seconds; −log₂ with the highest bit set.</param>
    /// <param name="Offset">Seconds to add.</param>
    private readonly record struct Interface(int Number, int Link, byte Resolution, long Offset)
    {
        /// <summary>A time in picoseconds.</summary>
        public Int128 Time(uint high, uint low)
        {
            var units = (UInt128)(((ulong)high << 32) | low);
            int exponent = Resolution & 0x7F;
            UInt128 picoseconds = (Resolution & 0x80) != 0 ? (units * SimDuration.PerSecond) >> exponent
                : exponent <= 12 ? units * PowerOfTen(12 - exponent)
                : exponent <= 12 + 20 ? units / PowerOfTen(exponent - 12)
                : 0;
            return (Int128)picoseconds + ((Int128)Offset * SimDuration.PerSecond);
        }

        private static UInt128 PowerOfTen(int exponent)
        {
            UInt128 power = 1;
            for (int i = 0; i < exponent; i++) power *= 10;
            return power;
        }
    }

    /// <summary>Whether a file begins so (its first four bytes, which are the same in both byte orders).</summary>
    public static bool IsSection(uint first) => first == SectionHeader;

    public Conversations Read()
    {
        var conversations = new Conversations();
        var interfaces = new List<Interface>();
        int earlier = 0;
        bool isBig = false;
        for (int at = 0; at < _content.Length;)
        {
            if (_content.Length - at < LeastBlock)
                throw RecordingException.At(at, $"a block of {LeastBlock} bytes or more was expected, but {_content.Length - at} are left");
            if (new CaptureBytes(_content, isBig).Word(at) == SectionHeader)
            {
                isBig = IsBig(at + 8);
                earlier += interfaces.Count;
                interfaces.Clear();
            }

            CaptureBytes block = Block(at, isBig);
            switch (block.Word(0))
            {
                case SectionHeader:
                    Require(block, at, 28);
                    if (block.Short(12) != 1) throw RecordingException.At(at + 12, $"version 1 was expected, but was {block.Short(12)}");
                    break;
                case InterfaceDescription:
                    Require(block, at, 20);
                    interfaces.Add(InterfaceOf(block, at, earlier + interfaces.Count));
                    break;
                case EnhancedPacket:
                    Require(block, at, 32);
                    Take(conversations, interfaces, block, at, block.Word(8));
                    break;
                case OldPacket:
                    Require(block, at, 32);
                    Take(conversations, interfaces, block, at, block.Short(8));
                    break;
                case SimplePacket:
                    throw RecordingException.At(at, "packets with times were expected, but a simple packet block has none");
            }

            at += block.Length;
        }

        return conversations;
    }

    private bool IsBig(int at) => new CaptureBytes(_content, isBig: true).Word(at) switch
    {
        ByteOrder => true,
        ByteOrderSwapped => false,
        uint other => throw RecordingException.At(at, $"the byte order 0x1A2B3C4D was expected, but was 0x{other:X8}"),
    };

    // The length of a block stands at both its ends.
    private CaptureBytes Block(int at, bool isBig)
    {
        var all = new CaptureBytes(_content, isBig);
        uint length = all.Word(at + 4);
        if (length < LeastBlock || length % 4 != 0)
        {
            throw RecordingException.At(
                at + 4, $"a block's length of {LeastBlock} or more, in steps of 4, was expected, but was {length}");
        }

        if (length > _content.Length - at)
            throw RecordingException.At(at + 4, $"the block has {length} bytes, but {_content.Length - at} are left in the file");
        uint again = all.Word(at + (int)length - 4);
        if (again != length)
            throw RecordingException.At(at + length - 4, $"the block's length {length} was expected again, but was {again}");
        return new CaptureBytes(_content.Slice(at, (int)length), isBig);
    }

    private static void Require(CaptureBytes block, int at, int least)
    {
        if (block.Length >= least) return;
        throw RecordingException.At(at + 4, $"a block of this kind has {least} bytes or more, but was {block.Length}");
    }

    private static Interface InterfaceOf(CaptureBytes block, int at, int number)
    {
        byte resolution = 6;
        long offset = 0;
        int end = block.Length - 4;
        for (int option = 16; option + 4 <= end && block.Short(option) != EndOfOptions;)
        {
            int length = block.Short(option + 2);
            if (length > end - option - 4)
            {
                throw RecordingException.At(
                    at + option + 2, $"the option has {length} bytes, but {end - option - 4} are left in its block");
            }

            if (block.Short(option) == TimeResolution && length >= 1) resolution = block[option + 4];
            else if (block.Short(option) == TimeOffset && length >= 8) offset = block.Long(option + 4);
            option += 4 + ((length + 3) & ~3);
        }

        return new Interface(number, block.Short(8), resolution, offset);
    }

    private static void Take(Conversations conversations, List<Interface> interfaces, CaptureBytes block, int at, uint on)
    {
        if (on >= interfaces.Count)
        {
            throw RecordingException.At(
                at + 8, $"a packet of one of the section's {interfaces.Count} interfaces was expected, but was of number {on}");
        }

        uint kept = block.Word(20);
        if (kept > block.Length - 32)
            throw RecordingException.At(at + 20, $"the packet has {kept} bytes, but {block.Length - 32} are left in its block");
        Interface known = interfaces[(int)on];
        Int128 time = known.Time(block.Word(12), block.Word(16));
        conversations.Add(known.Number, known.Link, time, block.Slice(28, (int)kept), block.Word(24));
    }
}
