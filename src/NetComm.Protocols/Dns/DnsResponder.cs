namespace NetComm.Protocols.Dns;

/// <summary>A name server that knows some names and queries no other server (RFC 1035): names that it does not know do not exist.</summary>
/// <remarks>Not modelled: zones and delegation (it has authority over all names, as the root), other records than A and SOA.</remarks>
internal sealed class DnsResponder(IReadOnlyDictionary<string, Ipv4Address> addresses)
{
    /// <summary>How long its answers may be cached, in seconds.</summary>
    public const uint TimeToLive = 60;

    /// <summary>What it takes over UDP: what passes all links without fragments (dnsflagday.net/2020).</summary>
    public const ushort LargestDatagram = 1232;

    /// <summary>RFC 6891, 9: BADVERS is 16, whose higher bits stand in the OPT record.</summary>
    private const byte BadVersion = 1;

    private static readonly DnsAuthority Root = new("", "localhost", "nobody.invalid", TimeToLive);

    /// <summary>The answer to a query; null where none is due.</summary>
    public byte[]? Answer(ReadOnlySpan<byte> query)
    {
        if (!DnsMessage.TryRead(query, out DnsMessage? message))
        {
            // An answer is never answered, or two servers would send to each other for ever.
            bool isQuery = DnsMessage.IdOf(query) is not null && (query[2] & 0x80) == 0;
            return isQuery ? new DnsMessage
            {
                Id = DnsMessage.IdOf(query)!.Value,
                IsResponse = true,
                ResponseCode = DnsResponseCode.FormatError,
            }.Write() : null;
        }

        return message.IsResponse ? null : Answer(message).Write();
    }

    /// <summary>Who sends an OPT record gets one back (RFC 6891, 6.1.1 and 7), also with an error.</summary>
    private DnsMessage Answer(DnsMessage query)
    {
        var answer = new DnsMessage
        {
            Id = query.Id,
            IsResponse = true,
            Opcode = query.Opcode,
            RecursionDesired = query.RecursionDesired,
            Questions = query.Questions,
            Extension = query.Extension is null ? null : new DnsExtension(LargestDatagram),
        };
        if (query.Extension is { Version: > 0 }) return answer with { Extension = new DnsExtension(LargestDatagram, 0, BadVersion) };
        if (query.Opcode != 0) return answer with { ResponseCode = DnsResponseCode.NotImplemented, Questions = [] };
        if (query.Questions.Count != 1) return answer with { ResponseCode = DnsResponseCode.FormatError, Questions = [] };
        DnsQuestion question = query.Questions[0];
        if (question.Class is not (DnsMessage.Internet or DnsType.Any)) return answer with { ResponseCode = DnsResponseCode.Refused };
        answer = answer with { IsAuthoritative = true };
        if (!addresses.TryGetValue(question.Name.ToLowerInvariant(), out Ipv4Address address))
            return answer with { ResponseCode = DnsResponseCode.NameError, Authority = Root };
        bool isAsked = question.Type is DnsType.Address or DnsType.Any;
        return isAsked ? answer with { Answers = [new DnsRecord(question.Name, TimeToLive, address)] } : answer with { Authority = Root };
    }
}
