namespace NetComm.Scenarios.Reading.Apps;

/// <summary>Reads apps that ask servers.</summary>
internal sealed class ClientReader(ResolveContext draft)
{
    private const string Anonymous = "anonymous";

    /// <summary>Longest password and path, in characters: both fit easily into a line of FTP.</summary>
    private const int LongestWord = 400;

    public AppTask? Http(YamlFields fields, string title)
    {
        draft.UsesTcp = true;
        if (fields.Has("url") && fields.Has("urls")) draft.Problem(fields.Entry("urls")!.Key.Span, $"{title}: 'url' and 'urls' stand both");
        YamlScalar[] typed =
            [.. fields.Scalar("url") is { } one ? [one] : Array.Empty<YamlScalar>(), .. fields.Items("urls").OfType<YamlScalar>()];
        if (typed.Length == 0 && !fields.Has("url"))
            draft.Problem((fields["urls"] ?? fields["kind"])!.Span, $"{title}: needs 'url' or 'urls'");
        HttpUrl[] urls = [.. typed.Select(url => Url(url, fields, title)).OfType<HttpUrl>()];
        if (urls.Length < typed.Length || urls.Length == 0) return null;
        return new AppTask.HttpClient(
            urls, fields.Flag("keep-alive") ?? true, fields.Whole("repeat") ?? 1, fields.Time("interval") ?? SimDuration.Zero);
    }

    public AppTask? Ftp(YamlFields fields, string title)
    {
        draft.UsesTcp = true;
        string user = Word(fields.Scalar("user"), title, "'user'") ?? Anonymous;
        string password = Word(fields.Scalar("password"), title, "'password'") ?? (user == Anonymous ? "anonymous@" : "");
        FtpOrder[] orders = [.. fields.Items("commands").Select(command => Order(command, title)).OfType<FtpOrder>()];
        string? server = Server(fields, title);
        return server is null
            ? null : new AppTask.FtpClient(server, fields.Whole("port", 1, 65535) ?? AppPorts.Ftp, user, password, orders);
    }

    public AppTask? Dns(YamlFields fields, string title)
    {
        var names = new List<string>();
        foreach (YamlScalar name in fields.Items("ask").OfType<YamlScalar>())
        {
            if (HostNames.IsValid(name.Value)) names.Add(name.Value);
            else draft.Problem(name.Span, $"{title}: it must ask for domain names, but one was '{Shapes.Cropped(name.Value)}'");
        }

        string? server = Server(fields, title, byDns: false);
        return server is null ? null : new AppTask.DnsClient(server, fields.Whole("port", 1, 65535) ?? AppPorts.Dns, names);
    }

    private HttpUrl? Url(YamlScalar typed, YamlFields fields, string title)
    {
        string? fault = HttpUrl.Read(typed.Value, fields.Whole("port", 1, 65535) ?? AppPorts.Http, out HttpUrl? url);
        if (fault is not null)
            draft.Problem(
                typed.Span, $"{title}: cannot fetch '{Shapes.Cropped(typed.Value)}': {fault}", "a URL such as http://server/index.html");
        else if (!IsServer(url!.Host, typed.Span, $"{title}: the host of a URL")) return null;
        return url;
    }

    /// <summary>Whether a server's name is valid: an address, a host of the file, or a name that its DNS server may know.</summary>
    private bool IsServer(string host, SourceSpan span, string where, bool byDns = true)
    {
        if (Ipv4Address.TryParse(host, out _)) return true;
        if (byDns && draft.HasDnsServer && draft.Addressed.Find(host) is null)
        {
            if (HostNames.IsValid(host)) return true;
            draft.Problem(span, $"{where} must be a domain name, but was '{Shapes.Cropped(host)}'");
            return false;
        }

        NamedEntity? thing =
            draft.Addressed.Resolve(host, span, where, "a host or an address", allowsCounted: false, EntityKind.Host, EntityKind.Anycast);
        if (thing is null) return false;
        bool isReachable = thing.Kind == EntityKind.Anycast || !draft.IsUnattached(draft.NodeByName[thing.Name]);
        if (!isReachable) draft.Problem(span, $"{where} must be reachable, but '{thing.Name}' is on no link or LAN and has no address");
        return isReachable;
    }

    private string? Server(YamlFields fields, string title, bool byDns = true)
    {
        if (fields.Scalar("server") is not { } server) return null;
        return IsServer(server.Value, server.Span, $"{title}: 'server'", byDns) ? server.Value : null;
    }

    private FtpOrder? Order(YamlNode command, string title)
    {
        if (command is YamlScalar) return new FtpOrder.List();
        var fields = new YamlFields(command);
        if (Word(fields.Scalar("get"), title, "a path") is { } fetched) return new FtpOrder.Get(fetched);
        return Word(fields.Scalar("put"), title, "a path") is { } stored
            && fields.Text("data") is { } data ? new FtpOrder.Put(stored, data) : null;
    }

    /// <summary>The text, if it fits into a line of FTP; else null, which is reported.</summary>
    private string? Word(YamlScalar? typed, string title, string what)
    {
        if (typed is null) return null;
        if (typed.Value.Length <= LongestWord && !typed.Value.Any(char.IsControl)) return typed.Value;
        draft.Problem(
            typed.Span, $"{title}: {what} must be one line of at most {LongestWord} characters, but was '{Shapes.Cropped(typed.Value)}'");
        return null;
    }
}

/// <summary>The protocols' default ports (IANA's registry; 5222 is XMPP's for clients, 7946 that of Serf's gossip).</summary>
internal static class AppPorts
{
    public const int Echo = 7;
    public const int Ftp = 21;
    public const int Dns = 53;
    public const int Http = 80;
    public const int Chat = 5222;
    public const int Gossip = 7946;
}
