namespace NetComm.Protocols.Tcp;

/// <summary>Up to four blocks, the most recently changed first (RFC 2018 §3 and §4); kept in place, without allocation.</summary>
internal readonly record struct SackBlocks
{
    /// <summary>RFC 2018 §3: 40 bytes of options hold four blocks; with timestamps, three.</summary>
    public const int Maximum = 4;

    private readonly SackBlock _first;
    private readonly SackBlock _second;
    private readonly SackBlock _third;
    private readonly SackBlock _fourth;

    public SackBlocks(params ReadOnlySpan<SackBlock> blocks)
    {
        if (blocks.Length > Maximum)
            throw new ArgumentException($"A segment holds at most {Maximum} SACK blocks, but {blocks.Length} were given.", nameof(blocks));

        Count = blocks.Length;
        _first = blocks.Length > 0 ? blocks[0] : default;
        _second = blocks.Length > 1 ? blocks[1] : default;
        _third = blocks.Length > 2 ? blocks[2] : default;
        _fourth = blocks.Length > 3 ? blocks[3] : default;
    }

    public int Count { get; }

    public SackBlock this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return index switch { 0 => _first, 1 => _second, 2 => _third, _ => _fourth };
        }
    }
}

/// <summary>Bytes received out of order (RFC 2018 §3): from the block's first sequence number to just after its last.</summary>
internal readonly record struct SackBlock(uint LeftEdge, uint RightEdge);
