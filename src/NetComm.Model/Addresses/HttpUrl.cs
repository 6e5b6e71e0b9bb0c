using System.Globalization;

namespace NetComm.Model;

/// <summary>A URL of the scheme http (RFC 9110, 4.2.1).</summary>
/// <param name="Text">As typed, without a fragment.</param>
/// <param name="Host">The name or address of the server.</param>
/// <param name="Port">Default 80.</param>
/// <param name="Target">Path and query: what the request asks for.</param>
public sealed record HttpUrl(string Text, string Host, int Port, string Target)
{
    private const string Scheme = "http://";

    /// <summary>The value of the Host field; it has the port only where that is not 80.</summary>
    public string Authority => Port == 80 ? Host : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>Reads <c>http://HOST[:PORT][/PATH][?QUERY]</c>.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="defaultPort">The port of a URL that names none.</param>
    /// <param name="url">The URL; null where the text is not one.</param>
    /// <returns>What is wrong with the text; null where nothing is.</returns>
    public static string? Read(string text, int defaultPort, out HttpUrl? url)
    {
        url = null;
        if (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return "https is not spoken here";
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return "it must begin with 'http://'";
        if (text.Any(c => c is <= ' ' or >= (char)127)) return "spaces and letters beyond ASCII must be written as %XX";
        string plain = text.Split('#')[0];
        string rest = plain[Scheme.Length..];
        int end = rest.IndexOfAny(['/', '?']);
        string authority = end < 0 ? rest : rest[..end];
        string target = end < 0 ? "/" : rest[end] == '?' ? "/" + rest[end..] : rest[end..];
        if (authority.Contains('@')) return "it must have no user";
        string[] parts = authority.Split(':');
        if (parts[0].Length == 0) return "it must name a host";
        int port = defaultPort;
        bool isPort = parts.Length == 1
            || (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out port));
        if (!isPort || port is < 1 or > 65535) return "its port must be a whole number from 1 to 65535";
        url = new HttpUrl(plain, parts[0], port, target);
        return null;
    }
}
