using System.Globalization;
using NetComm.Protocols.Streams;

namespace NetComm.Protocols.Http;

/// <summary>The client's end of one request and its response (RFC 9112), on a connection that may have carried others.</summary>
internal sealed class HttpExchange
{
    private readonly ByteLines _input = new();
    private HttpHead _head = new();
    private HttpBody? _body;

    public HttpExchange(HttpUrl url, bool keepsAlive)
    {
        string connection = keepsAlive ? "" : "Connection: close\r\n";
        Request = $"GET {url.Target} HTTP/1.1\r\nHost: {url.Authority}\r\nUser-Agent: netcomm\r\nAccept: */*\r\n{connection}\r\n";
    }

    public string Request { get; }

    public bool HasBegun { get; private set; }

    public bool IsWhole { get; private set; }

    public bool IsMalformed { get; private set; }

    public bool KeepsAlive { get; private set; }

    /// <summary>The status; 0 until it is known.</summary>
    public int Status { get; private set; }

    /// <summary>The status and its reason phrase: <c>404 Not Found</c>.</summary>
    public string StatusText { get; private set; } = "";

    public long Bytes => _body?.Count ?? 0;

    public void Received(ReadOnlySpan<byte> bytes)
    {
        HasBegun = true;
        if (IsWhole || IsMalformed)
        {
            KeepsAlive = false; // there was no further request
            return;
        }

        _input.Add(bytes);
        while (_body is null)
        {
            HttpStep head = _head.Read(_input);
            bool isOther = _head.FirstLine?.StartsWith("HTTP/", StringComparison.Ordinal) == false;
            IsMalformed = isOther || (head != HttpStep.More && (head != HttpStep.Whole || !Understand()));
            if (IsMalformed || head == HttpStep.More) return;
        }

        Take(_body.Read(_input));
    }

    public void PeerFinished()
    {
        if (IsWhole) return;
        if (_body is { IsUntilClose: true }) IsWhole = true;
        else if (HasBegun) IsMalformed = true;
        KeepsAlive = false;
    }

    private void Take(HttpStep body)
    {
        IsMalformed = body is not (HttpStep.More or HttpStep.Whole);
        if (body != HttpStep.Whole) return;
        IsWhole = true;
        KeepsAlive &= _input.Count == 0;
    }

    /// <summary>RFC 9112, 4 and 6.3. Interim responses (1xx) are skipped.</summary>
    private bool Understand()
    {
        string line = _head.FirstLine!;
        bool isLine = line.Length >= 12 && !line.Any(char.IsControl) && line.StartsWith("HTTP/1.", StringComparison.Ordinal)
            && char.IsAsciiDigit(line[7]) && line[8] == ' '
            && int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out int _)
            && (line.Length == 12 || line[12] == ' ');
        if (!isLine) return false;
        int status = int.Parse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        if (status < 100) return false;
        if (status < 200 && status != 101)
        {
            _head = new HttpHead();
            return true;
        }

        Status = status;
        StatusText = line[9..].TrimEnd();
        bool isOld = line[7] == '0';
        KeepsAlive = isOld ? _head.Has("Connection", "keep-alive") : !_head.Has("Connection", "close");
        IReadOnlyList<string> codings = _head.Members("Transfer-Encoding");
        if (status is 101 or 204 or 304) _body = HttpBody.None;
        else if (codings.Count > 0)
            _body = codings[^1].Equals("chunked", StringComparison.OrdinalIgnoreCase) ? HttpBody.Chunked : HttpBody.UntilClose;
        else if (!_head.Values("Content-Length").Any()) _body = HttpBody.UntilClose;
        else if (HttpBody.Length(_head.Members("Content-Length")) is { } length) _body = HttpBody.OfLength(length);
        else return false;
        KeepsAlive &= !_body.IsUntilClose;
        return true;
    }
}
