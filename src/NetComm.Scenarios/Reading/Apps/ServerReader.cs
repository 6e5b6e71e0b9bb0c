namespace NetComm.Scenarios.Reading.Apps;

internal sealed class ServerReader(ResolveContext draft)
{
    public AppTask Echo(YamlFields fields)
    {
        bool isTcp = fields.Text("transport") == "tcp";
        draft.UsesTcp |= isTcp;
        return new AppTask.EchoServer(isTcp ? Transport.Tcp : Transport.Udp, Port(fields, AppPorts.Echo));
    }

    public AppTask Http(YamlFields fields, string title)
    {
        draft.UsesTcp = true;
        return new AppTask.HttpServer(Port(fields, AppPorts.Http), Files(fields, title, hasIndex: true));
    }

    public AppTask Ftp(YamlFields fields, string title)
    {
        draft.UsesTcp = true;
        var users = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (YamlEntry user in fields.Named("users"))
        {
            bool isWord = user.Name.Length > 0 && !user.Name.Any(c => char.IsControl(c) || c == ' ');
            if (!isWord) draft.Problem(user.Key.Span, $"{title}: a user's name must have no spaces, but was '{Shapes.Cropped(user.Name)}'");
            else if (user.Value is YamlScalar password) users[user.Name] = password.Value;
        }

        return new AppTask.FtpServer(Port(fields, AppPorts.Ftp), Files(fields, title, hasIndex: false), users);
    }

    public AppTask Dns(YamlFields fields, string title)
    {
        var records = new Dictionary<string, Ipv4Address>(StringComparer.Ordinal);
        foreach (YamlEntry record in fields.Named("records"))
        {
            string name = record.Name.TrimEnd('.').ToLowerInvariant();
            if (!HostNames.IsValid(record.Name))
                draft.Problem(record.Key.Span, $"{title}: a record must be a domain name, but was '{Shapes.Cropped(record.Name)}'");
            else if (fields.Within("records").Address(record.Name) is { } address && !records.TryAdd(name, address))
                draft.Problem(record.Key.Span, $"{title}: there are two records of '{name}'");
        }

        return new AppTask.DnsServer(Port(fields, AppPorts.Dns), records);
    }

    private static int Port(YamlFields fields, int usual) => fields.Whole("port", 1, 65535) ?? usual;

    /// <summary>The files; where <paramref name="hasIndex"/>, a path that ends in a slash is that of its directory's index.html.</summary>
    private List<AppFile> Files(YamlFields fields, string title, bool hasIndex)
    {
        var files = new List<AppFile>();
        var known = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        foreach (YamlEntry entry in fields.Named("files"))
        {
            string path = hasIndex && entry.Name.EndsWith('/') ? entry.Name + "index.html" : entry.Name;
            if (Fault(path) is { } fault)
                draft.Problem(
                    entry.Key.Span, $"{title}: a path {fault}, but was '{Shapes.Cropped(entry.Name)}'", "a path such as /index.html");
            else if (!known.TryAdd(path, entry))
                draft.Problem(entry.Key.Span, $"{title}: '{entry.Name}' is the same file as '{known[path].Name}'");
            else if (Content(entry.Value) is { } content) files.Add(new AppFile(path, content));
        }

        foreach ((string path, YamlEntry entry) in known)
        {
            string? inside = known.Keys.FirstOrDefault(other => other.StartsWith(path + "/", StringComparison.Ordinal));
            if (inside is not null) draft.Problem(entry.Key.Span, $"{title}: '{path}' cannot be a file, since '{inside}' lies in it");
        }

        return files;
    }

    private static string? Fault(string path)
    {
        if (!path.StartsWith('/')) return "must begin with '/'";
        if (path.Any(char.IsControl)) return "must have no control characters";
        string[] segments = path[1..].Split('/');
        if (segments[^1].Length == 0) return "must end in a file's name";
        return segments.Any(segment => segment is "" or "." or "..") ? "must have no empty parts, '.' or '..'" : null;
    }

    private static FileContent? Content(YamlNode value) => value switch
    {
        YamlScalar text => FileContent.Of(text.Value),
        YamlMapping mapping when new YamlFields(mapping).Size("size") is { } size => FileContent.Filler(size.Bytes),
        _ => null,
    };
}
