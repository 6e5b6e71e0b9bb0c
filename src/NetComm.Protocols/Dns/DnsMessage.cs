using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace NetComm.Protocols.Dns;

/// <summary>
/// A DNS message (RFC 1035, 4): header, questions, answers, the zone's start of authority among its authorities, and what a sender can do
/// (EDNS, RFC 6891) among its additional records. Other records of the last two sections are passed over.
/// </summary>
public sealed record DnsMessage
{
    /// <summary>The class IN.</summary>
    public const ushort Internet = 1;

    /// <summary>RFC 1035, 2.3.4: a message over UDP.</summary>
    public const int LargestDatagram = 512;

    private const int HeaderBytes = 12;
    private const int LongestName = 253;

    private const int MostRecords = 64;

    /// <summary>The version of a zone: it does not change in a run. The other numbers are for a second server (RIPE-203).</summary>
    private const uint ZoneSerial = 1;
    private const uint ZoneRefresh = 86_400;
    private const uint ZoneRetry = 7_200;
    private const uint ZoneExpire = 3_600_000;

    /// <summary>A pointer to the name of the first question, right behind the header.</summary>
    private const ushort PointerToQuestion = 0xC000 | HeaderBytes;

    /// <summary>The number by which an answer belongs to its query.</summary>
    public required ushort Id { get; init; }

    /// <summary>QR: whether it is an answer.</summary>
    public bool IsResponse { get; init; }

    /// <summary>The kind of query; 0: a standard query.</summary>
    public int Opcode { get; init; }

    /// <summary>AA: whether the server has authority over the name.</summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>TC: whether the message was cut because it did not fit.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>RD: whether the server is asked to query others.</summary>
    public bool RecursionDesired { get; init; }

    /// <summary>RCODE.</summary>
    public DnsResponseCode ResponseCode { get; init; }

    /// <summary>The questions.</summary>
    public IReadOnlyList<DnsQuestion> Questions { get; init; } = [];

    /// <summary>Addresses and aliases among the answers.</summary>
    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    /// <summary>Of an answer that a name or record is not there: the zone that says so, and for how long (RFC 2308).</summary>
    public DnsAuthority? Authority { get; init; }

    /// <summary>What the sender can do beyond RFC 1035; null where it does not say.</summary>
    public DnsExtension? Extension { get; init; }

    /// <summary>The id of a message, even of a broken one; null where it is too short to have one.</summary>
    public static ushort? IdOf(ReadOnlySpan<byte> bytes) => bytes.Length < HeaderBytes ? null : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>Reads a message; false where it breaks the format.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out DnsMessage? message)
    {
        message = null;
        if (bytes.Length < HeaderBytes) return false;
        int flags = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        int questions = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        int answers = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        int authorities = BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]);
        int additional = BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]);
        if (questions > MostRecords || answers > MostRecords || authorities > MostRecords || additional > MostRecords) return false;
        int at = HeaderBytes;
        if (!TryReadQuestions(bytes, ref at, questions, out List<DnsQuestion> asked)) return false;
        if (!TryReadAnswers(bytes, ref at, answers, out List<DnsRecord> answered)) return false;
        if (!TryReadOthers(bytes, ref at, authorities, out _)) return false;
        if (!TryReadOthers(bytes, ref at, additional, out DnsExtension? extension)) return false;
        message = new DnsMessage
        {
            Id = BinaryPrimitives.ReadUInt16BigEndian(bytes),
            IsResponse = (flags & 0x8000) != 0,
            Opcode = flags >> 11 & 15,
            IsAuthoritative = (flags & 0x0400) != 0,
            IsTruncated = (flags & 0x0200) != 0,
            RecursionDesired = (flags & 0x0100) != 0,
            ResponseCode = (DnsResponseCode)(flags & 15),
            Questions = asked,
            Answers = answered,
            Extension = extension,
        };
        return true;
    }

    /// <summary>The message as bytes. Answers are about the first question's name.</summary>
    public byte[] Write()
    {
        var bytes = new List<byte>(64);
        int flags =
            (IsResponse ? 0x8000 : 0) | Opcode << 11 | (IsAuthoritative ? 0x0400 : 0) | (IsTruncated ? 0x0200 : 0) | (RecursionDesired
                ? 0x0100 : 0) | (int)ResponseCode;
        int authorities = Authority is null ? 0 : 1, additional = Extension is null ? 0 : 1;
        foreach (int word in (int[])[Id, flags, Questions.Count, Answers.Count, authorities, additional]) Add(word);
        foreach (DnsQuestion question in Questions)
        {
            AddName(question.Name);
            Add(question.Type);
            Add(question.Class);
        }

        foreach (DnsRecord answer in Answers)
        {
            uint address = answer.Address?.Value ?? throw new InvalidOperationException("Only addresses are written.");
            Add(PointerToQuestion);
            Add(DnsType.Address);
            Add(Internet);
            AddLong(answer.TimeToLive);
            Add(sizeof(uint));
            AddLong(address);
        }

        if (Authority is { } zone) AddAuthority(zone);
        if (Extension is { } extension) AddExtension(extension);
        return [.. bytes];

        void Add(int word)
        {
            bytes.Add((byte)(word >> 8));
            bytes.Add((byte)word);
        }

        void AddLong(uint number)
        {
            Add((int)(number >> 16));
            Add((int)(number & 0xFFFF));
        }

        // RFC 1035, 3.3.13: the name server, a mailbox, a serial number, four times.
        void AddAuthority(DnsAuthority zone)
        {
            AddName(zone.Zone);
            Add(DnsType.StartOfAuthority);
            Add(Internet);
            AddLong(zone.TimeToLive);
            int length = bytes.Count;
            Add(0);
            AddName(zone.NameServer);
            AddName(zone.Mailbox);
            foreach (uint number in (uint[])[ZoneSerial, ZoneRefresh, ZoneRetry, ZoneExpire, zone.TimeToLive]) AddLong(number);
            int data = bytes.Count - length - 2;
            (bytes[length], bytes[length + 1]) = ((byte)(data >> 8), (byte)data);
        }

        // RFC 6891, 6.1.2: the root's name; the class is a size, the time to live more of the response code, a version, flags.
        void AddExtension(DnsExtension own)
        {
            bytes.Add(0);
            Add(DnsType.Extension);
            Add(own.LargestDatagram);
            bytes.Add(own.ResponseCodeHigh);
            bytes.Add(own.Version);
            Add(0);
            Add(0);
        }

        void AddName(string name)
        {
            foreach (string label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
            {
                bytes.Add((byte)label.Length);
                bytes.AddRange(Encoding.Latin1.GetBytes(label));
            }

            bytes.Add(0);
        }
    }

    private static bool TryReadQuestions(ReadOnlySpan<byte> bytes, ref int at, int count, out List<DnsQuestion> questions)
    {
        questions = [];
        for (int i = 0; i < count; i++)
        {
            if (!TryReadName(bytes, ref at, out string name) || at + 4 > bytes.Length) return false;
            questions
                .Add(new(name, BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..])));
            at += 4;
        }

        return true;
    }

    private static bool TryReadAnswers(ReadOnlySpan<byte> bytes, ref int at, int count, out List<DnsRecord> answers)
    {
        const int FixedPart = 10;
        answers = [];
        for (int i = 0; i < count; i++)
        {
            if (!TryReadName(bytes, ref at, out string name) || at + FixedPart > bytes.Length) return false;
            int type = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            int family = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            uint timeToLive = BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 4)..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 8)..]);
            at += FixedPart;
            if (at + length > bytes.Length) return false;
            int data = at;
            if (family == Internet && type == DnsType.Address)
            {
                if (length != sizeof(uint)) return false;
                answers.Add(new(name, timeToLive, new Ipv4Address(BinaryPrimitives.ReadUInt32BigEndian(bytes[data..]))));
            }
            else if (family == Internet && type == DnsType.CanonicalName)
            {
                if (!TryReadName(bytes, ref data, out string alias)) return false;
                answers.Add(new(name, timeToLive, null, alias));
            }

            at += length;
        }

        return true;
    }

    /// <summary>Passes over the records of a section, but for the extension. False where one breaks the format.</summary>
    private static bool TryReadOthers(ReadOnlySpan<byte> bytes, ref int at, int count, out DnsExtension? extension)
    {
        const int FixedPart = 10;
        extension = null;
        for (int i = 0; i < count; i++)
        {
            if (!TryReadName(bytes, ref at, out string name) || at + FixedPart > bytes.Length) return false;
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 8)..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) == DnsType.Extension)
            {
                if (extension is not null || name.Length > 0) return false;
                extension = new(BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]), bytes[at + 5], bytes[at + 4]);
            }

            at += FixedPart + length;
            if (at > bytes.Length) return false;
        }

        return true;
    }

    /// <summary>Reads a name (4.1.4). A pointer may only lead back, so that reading always ends.</summary>
    private static bool TryReadName(ReadOnlySpan<byte> bytes, ref int at, out string name)
    {
        name = "";
        var labels = new StringBuilder();
        int lowest = at;
        int from = at;
        bool hasJumped = false;
        while (from < bytes.Length)
        {
            int length = bytes[from];
            if (length == 0)
            {
                if (!hasJumped) at = from + 1;
                name = labels.ToString();
                return true;
            }

            if (length >= 0xC0)
            {
                if (from + 1 >= bytes.Length) return false;
                int target = (length & 0x3F) << 8 | bytes[from + 1];
                if (target >= lowest) return false;
                if (!hasJumped) at = from + 2;
                hasJumped = true;
                lowest = from = target;
                continue;
            }

            if (length > 63 || from + 1 + length > bytes.Length || labels.Length + length + 1 > LongestName + 1) return false;
            if (labels.Length > 0) labels.Append('.');
            foreach (byte letter in bytes.Slice(from + 1, length)) labels.Append((char)letter);
            from += 1 + length;
        }

        return false;
    }
}

/// <summary>A question of a DNS query (RFC 1035, 4.1.2).</summary>
/// <param name="Name">The name: labels with dots between them, and none at the end.</param>
/// <param name="Type">The type of record asked for: see <see cref="DnsType"/>.</param>
/// <param name="Class">1: the Internet.</param>
public readonly record struct DnsQuestion(string Name, ushort Type, ushort Class = DnsMessage.Internet);

/// <summary>An answer of a DNS server (RFC 1035, 4.1.3): an address, or the name that an alias stands for.</summary>
/// <param name="TimeToLive">How many seconds it may be cached.</param>
/// <param name="Address">The address; null in other records.</param>
/// <param name="Alias">The name that the alias stands for; null in other records.</param>
public sealed record DnsRecord(string Name, uint TimeToLive, Ipv4Address? Address, string? Alias = null);

/// <summary>Who has authority over names that are not there, and how long that holds (RFC 1035, 3.3.13; RFC 2308, 4 and 5).</summary>
/// <param name="Zone">The zone; empty for the root.</param>
/// <param name="TimeToLive">In seconds; also the record's MINIMUM.</param>
public sealed record DnsAuthority(string Zone, string NameServer, string Mailbox, uint TimeToLive);

/// <summary>What a sender can do beyond RFC 1035: the OPT record of EDNS (RFC 6891, 6.1).</summary>
/// <param name="LargestDatagram">Bytes that it can take over UDP.</param>
/// <param name="Version">0 is the only one.</param>
/// <param name="ResponseCodeHigh">Higher bits of the response code: 1 where the version is not known (BADVERS is 16).</param>
public sealed record DnsExtension(ushort LargestDatagram, byte Version = 0, byte ResponseCodeHigh = 0);

/// <summary>The types of records that are read or asked for here (RFC 1035, 3.2.2).</summary>
public static class DnsType
{
    /// <summary>An IPv4 address.</summary>
    public const ushort Address = 1;

    /// <summary>An alias (CNAME).</summary>
    public const ushort CanonicalName = 5;

    /// <summary>The start of a zone (SOA).</summary>
    public const ushort StartOfAuthority = 6;

    /// <summary>What the sender can do (OPT, RFC 6891).</summary>
    public const ushort Extension = 41;

    /// <summary>Any type: only in questions.</summary>
    public const ushort Any = 255;
}

/// <summary>The result of a query (RFC 1035, 4.1.1).</summary>
public enum DnsResponseCode : byte
{
    /// <summary>NOERROR.</summary>
    NoError = 0,

    /// <summary>FORMERR: the query cannot be read.</summary>
    FormatError = 1,

    /// <summary>SERVFAIL.</summary>
    ServerFailure = 2,

    /// <summary>NXDOMAIN: there is no such name.</summary>
    NameError = 3,

    /// <summary>NOTIMP: this kind of query is not answered.</summary>
    NotImplemented = 4,

    /// <summary>REFUSED.</summary>
    Refused = 5,
}
