namespace NetComm.Tracing;

/// <summary>Why a packet ended before its receiver. The names in files are those of <see cref="DropReasons"/>.</summary>
public enum DropReason : byte
{
    /// <summary>It did not.</summary>
    None = 0,

    /// <summary>The queue was full.</summary>
    QueueFull = 1,

    /// <summary>The link lost it by chance.</summary>
    Loss = 2,

    /// <summary>The link or LAN was down, or went down with it.</summary>
    Down = 3,

    /// <summary>Its time to live ran out.</summary>
    TtlExpired = 4,

    /// <summary>No route led to its destination.</summary>
    NoRoute = 5,

    /// <summary>No socket had its port.</summary>
    NoSocket = 6,

    /// <summary>Nobody answered ARP for the next hop.</summary>
    NoArp = 7,

    /// <summary>The socket's receive buffer was full.</summary>
    BufferFull = 8,

    /// <summary>Some of its fragments never came.</summary>
    Reassembly = 9,

    /// <summary>It was larger than the next link takes, and must not be cut into fragments.</summary>
    TooBig = 10,

    /// <summary>The listening socket's queue of connections was full.</summary>
    BacklogFull = 11,

    /// <summary>A message of a TCP flow: the connection that it had been written to is gone.</summary>
    ConnectionLost = 12,

    /// <summary>A checksum did not fit: a bit had been flipped on the way.</summary>
    Checksum = 13,

    /// <summary>A queue discipline dropped it though there was room: active queue management (RFC 7567).</summary>
    Aqm = 14,

    /// <summary>It was larger than the bucket of a token bucket.</summary>
    OverBucket = 15,

    /// <summary>It collided 16 times on a shared medium (IEEE 802.3, excessive collisions).</summary>
    Collisions = 16,
}

/// <summary>The names of drop reasons in summary.json, packets.csv and the trace.</summary>
public static class DropReasons
{
    private static readonly string[] Names =
        ["none", "queue", "loss", "down", "ttl", "noRoute", "noSocket", "arp", "buffer", "reassembly", "mtu", "backlog", "connection",
            "checksum", "aqm", "too-big", "collisions"];

    /// <summary>How many there are, with that of none.</summary>
    internal static int Count => Names.Length;

    /// <summary>The reason's name in files.</summary>
    public static string Name(DropReason reason) => Names[(int)reason];

    /// <summary>The reason with this name; throws where there is none.</summary>
    public static DropReason Parse(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index >= 0 ? (DropReason)index : throw new FormatException($"There is no drop reason '{name}'.");
    }
}
