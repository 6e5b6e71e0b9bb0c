namespace NetComm.Protocols.Dns;

/// <summary>A name server that knows some names and queries no other server (RFC 1035): names that it does not know do not exist.</summary>
/// <remarks>Not modelled: zones and delegation, other records than A, TCP, EDNS.</remarks>
internal sealed class DnsResponder(IReadOnlyDictionary<string, Ipv4Address> addresses)
{
    /// <summary>How long its answers may be cached, in seconds.</summary>
    public const uint TimeToLive = 60;

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

    private DnsMessage Answer(DnsMessage query)
    {
        var answer = new DnsMessage
        {
            Id = query.Id,
            IsResponse = true,
            Opcode = query.Opcode,
            RecursionDesired = query.RecursionDesired,
            Questions = query.Questions,
        };
        if (query.Opcode != 0) return answer with { ResponseCode = DnsResponseCode.NotImplemented, Questions = [] };
        if (query.Questions.Count != 1) return answer with { ResponseCode = DnsResponseCode.FormatError, Questions = [] };
        DnsQuestion question = query.Questions[0];
        if (question.Class is not (DnsMessage.Internet or DnsType.Any)) return answer with { ResponseCode = DnsResponseCode.Refused };
        answer = answer with { IsAuthoritative = true };
        if (!addresses.TryGetValue(question.Name.ToLowerInvariant(), out Ipv4Address address))
            return answer with { ResponseCode = DnsResponseCode.NameError };
        bool isAsked = question.Type is DnsType.Address or DnsType.Any;
        return isAsked ? answer with { Answers = [new DnsRecord(question.Name, TimeToLive, address)] } : answer;
    }
}
