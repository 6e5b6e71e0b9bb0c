using System.Text;

namespace NetComm.Protocols.Http;

/// <summary>The files that a server serves, by path. A directory stands for the index.html in it.</summary>
internal sealed class HttpSite(IEnumerable<AppFile> files)
{
    private const string Index = "index.html";

    private readonly Dictionary<string, FileContent> _files =
        files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);

    /// <summary>The file at a path; for a directory named without its slash, the path to redirect to.</summary>
    public (string Path, FileContent? Content, string? Elsewhere) Find(string path)
    {
        if (path.EndsWith('/')) path += Index;
        if (_files.TryGetValue(path, out FileContent? content)) return (path, content, null);
        return (path, null, _files.ContainsKey($"{path}/{Index}") ? path + "/" : null);
    }

    /// <summary>The path of a request target (RFC 9112, 3.2; RFC 3986, 5.2.4) without %XX and dots; null where not valid.</summary>
    public static string? PathOf(string target)
    {
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            string rest = target["http://".Length..];
            int end = rest.IndexOfAny(['/', '?', '#']);
            string authority = end < 0 ? rest : rest[..end];

            // RFC 9110, 4.2.1 and 4.2.4: an http URI without a host is invalid, and user information is not welcome.
            if (authority.Length == 0 || authority[0] == ':' || !HttpHead.IsHost(authority)) return null;
            target = "/" + (end < 0 ? "" : rest[end] == '/' ? rest[(end + 1)..] : rest[end..]);
        }

        if (!target.StartsWith('/')) return null;
        return Decode(target.Split('?', '#')[0]) is { } path ? WithoutDots(path) : null;
    }

    public static string TypeOf(string path) => path[(path.LastIndexOf('.') + 1)..].ToLowerInvariant() switch
    {
        "html" or "htm" => "text/html; charset=utf-8",
        "txt" or "md" or "csv" => "text/plain; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" or "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    };

    private static string? Decode(string path)
    {
        var bytes = new List<byte>(path.Length);
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] != '%')
            {
                bytes.Add((byte)path[i]);
                continue;
            }

            bool isHex = i + 2 < path.Length && char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2]);
            if (!isHex) return null;
            bytes.Add(Convert.FromHexString(path.AsSpan(i + 1, 2))[0]);
            i += 2;
        }

        return bytes.Contains(0) ? null : Encoding.UTF8.GetString([.. bytes]);
    }

    private static string WithoutDots(string path)
    {
        var kept = new List<string>();
        string[] segments = path[1..].Split('/');
        foreach (string segment in segments)
        {
            if (segment == ".." && kept.Count > 0) kept.RemoveAt(kept.Count - 1);
            if (segment is not ("." or "..")) kept.Add(segment);
        }

        bool isDirectory = segments[^1] is "." or "..";
        return "/" + string.Join('/', kept) + (isDirectory && kept.Count > 0 ? "/" : "");
    }
}
