using System.Globalization;
using System.Text;
using NetComm.Protocols.Streams;

namespace NetComm.Protocols.Http;

/// <summary>The server's end of an HTTP/1.1 connection (RFC 9112): GET and HEAD, answered in order; request bodies are discarded.</summary>
/// <remarks>Not modelled: several ranges at once, compression, upgrades, TLS.</remarks>
/// <param name="epoch">The date at time 0, which the files have too; of a simulated run unless given.</param>
internal sealed class HttpSession(HttpSite site, string peer, DateTime? epoch = null) : StreamMachine
{
    /// <summary>How long a client may send nothing: nginx's keepalive_timeout, 75 s. So long it may take for a head, too.</summary>
    public static readonly SimDuration Patience = SimDuration.FromSeconds(75);

    /// <summary>How long bytes are read after a last response, so that a reset does not destroy it (RFC 9112, 9.6).</summary>
    public static readonly SimDuration Lingering = SimDuration.FromSeconds(5);

    /// <summary>Methods of HTTP (RFC 9110, 9; RFC 5789) that static files do not support.</summary>
    private static readonly string[] OtherMethods = ["POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

    private const string PlainText = "text/plain; charset=utf-8";

    private enum Stage
    {
        Head,
        Body,
        Lingering,
        Closed,
    }

    private readonly DateTime _epoch = epoch ?? SimTime.SimulatedEpoch;
    private readonly ByteLines _input = new();
    private Stage _stage;
    private HttpHead _head = new();
    private HttpBody _body = HttpBody.None;
    private Request? _request;
    private SimTime? _deadline;

    private sealed record Request(string Method, string Target, bool KeepsAlive, bool IsOld, int Refusal);

    public override SimTime? NextTimer => _deadline;

    public override void Opened(SimTime now)
    {
        _deadline = now + Patience;
        if (IsRefused) Refuse(HttpStatus.ServiceUnavailable, now);
    }

    public override void TimerExpired(SimTime now)
    {
        if (_deadline is not { } due || now < due) return;
        if (_stage == Stage.Body || IsHeadUnderWay) Refuse(HttpStatus.RequestTimeout, now);
        else Close();
    }

    public override void Received(ReadOnlySpan<byte> bytes, SimTime now)
    {
        if (_stage is Stage.Lingering or Stage.Closed) return;
        if (!IsHeadUnderWay) _deadline = now + Patience;
        _input.Add(bytes);
        while (_stage == Stage.Head ? ReadHead(now) : _stage == Stage.Body && ReadBody(now))
        {
        }
    }

    public override void PeerFinished(SimTime now) => Close();

    /// <summary>Whether a head has begun: it must be there in time, however often another byte of it comes.</summary>
    private bool IsHeadUnderWay => _stage == Stage.Head && (_input.Count > 0 || _head.FirstLine is not null);

    private bool ReadHead(SimTime now)
    {
        switch (_head.Read(_input))
        {
            case HttpStep.More:
                return false;
            case HttpStep.Malformed:
                Refuse(HttpStatus.BadRequest, now);
                return false;
            case HttpStep.LineTooLong:
                Refuse(HttpStatus.UriTooLong, now);
                return false;
            case HttpStep.FieldsTooLarge:
                Refuse(HttpStatus.FieldsTooLarge, now);
                return false;
        }

        int fault = Understand(out _request);
        if (fault == 0) fault = Frame();
        if (fault != 0)
        {
            Refuse(fault, now);
            return false;
        }

        if (_head.Has("Expect", "100-continue") && !_request!.IsOld && !_body.IsOver)
        {
            // RFC 9110, 10.1.1: what the head decides is said at once. Nobody knows whether the body still comes, so nothing can follow it.
            if (Find(_request).Status >= HttpStatus.BadRequest)
            {
                Serve(_request with { KeepsAlive = false }, now);
                return false;
            }

            Send("HTTP/1.1 100 Continue\r\n\r\n");
        }

        _stage = Stage.Body;
        return true;
    }

    /// <summary>What the head alone decides, but for conditions: a file, where it is instead, or an error.</summary>
    private (int Status, string Path, FileContent? File, string? Elsewhere) Find(Request request)
    {
        if (request.Refusal != 0) return (request.Refusal, "", null, null);
        if (HttpSite.PathOf(request.Target) is not { } path) return (HttpStatus.BadRequest, "", null, null);
        (string found, FileContent? file, string? elsewhere) = site.Find(path);
        int status = file is not null ? HttpStatus.Ok : elsewhere is not null ? HttpStatus.MovedPermanently : HttpStatus.NotFound;
        return (status, found, file, elsewhere);
    }

    private bool ReadBody(SimTime now)
    {
        switch (_body.Read(_input))
        {
            case HttpStep.More:
                return false;
            case HttpStep.Whole:
                Serve(_request!, now);
                return _stage == Stage.Head;
            case HttpStep.FieldsTooLarge:
                Refuse(HttpStatus.FieldsTooLarge, now);
                return false;
            default:
                Refuse(HttpStatus.BadRequest, now);
                return false;
        }
    }

    /// <summary>Reads the request line (RFC 9112, 3). Returns 0, or the status that refuses it.</summary>
    private int Understand(out Request? request)
    {
        request = null;
        string[] words = _head.FirstLine!.Split(' ');
        bool isLine = words.Length == 3 && HttpHead.IsToken(words[0]) && words[1].Length > 0
            && words[1].All(c => c is > ' ' and not (char)127);
        if (!isLine || !IsVersion(words[2])) return HttpStatus.BadRequest;
        if (words[2][5] != '1') return HttpStatus.VersionNotSupported;
        bool isOld = words[2] == "HTTP/1.0";
        string[] hosts = [.. _head.Values("Host")];
        if (hosts.Length > 1 || (hosts.Length == 0 && !isOld) || !hosts.All(HttpHead.IsHost)) return HttpStatus.BadRequest;
        bool isExpected = _head.Members("Expect").All(one => one.Equals("100-continue", StringComparison.OrdinalIgnoreCase));
        if (!isExpected) return HttpStatus.ExpectationFailed;
        bool keepsAlive = isOld ? _head.Has("Connection", "keep-alive") : !_head.Has("Connection", "close");
        int refusal = words[0] is "GET" or "HEAD" ? 0
            : OtherMethods.Contains(words[0]) ? HttpStatus.MethodNotAllowed : HttpStatus.NotImplemented;
        request = new Request(words[0], words[1], keepsAlive, isOld, refusal);
        return 0;
    }

    private static bool IsVersion(string text) =>
        text.Length == 8 && text.StartsWith("HTTP/", StringComparison.Ordinal) && char.IsAsciiDigit(text[5]) && text[6] == '.'
            && char.IsAsciiDigit(text[7]);

    /// <summary>Finds where the request's body ends (RFC 9112, 6.3). Returns 0, or the status that refuses it.</summary>
    private int Frame()
    {
        string[] codings = [.. _head.Members("Transfer-Encoding")];
        string[] lengths = [.. _head.Members("Content-Length")];
        bool hasLength = _head.Values("Content-Length").Any();
        if (_head.Values("Transfer-Encoding").Any())
        {
            // Both at once, or chunks in HTTP/1.0, are how requests are smuggled past others (11.2).
            if (hasLength || _request!.IsOld || codings.Length == 0) return HttpStatus.BadRequest;
            if (!codings[^1].Equals("chunked", StringComparison.OrdinalIgnoreCase)) return HttpStatus.BadRequest;
            if (codings.Length > 1) return HttpStatus.NotImplemented;
            _body = HttpBody.Chunked;
            return 0;
        }

        if (!hasLength)
        {
            _body = HttpBody.None;
            return 0;
        }

        if (HttpBody.Length(lengths) is not { } length) return HttpStatus.BadRequest;
        _body = HttpBody.OfLength(length);
        return 0;
    }

    private void Serve(Request request, SimTime now)
    {
        (int status, string path, FileContent? file, string? elsewhere) = Find(request);
        if (status == HttpStatus.BadRequest)
        {
            Refuse(status, now);
            return;
        }

        string more = status == HttpStatus.MethodNotAllowed ? "Allow: GET, HEAD\r\n"
            : elsewhere is not null ? $"Location: {Encoded(elsewhere)}\r\n" : "";
        FileContent content = FileContent.Of(HttpStatus.Text(status) + "\n");
        if (file is not null)
        {
            HttpSelection selected = HttpSelection.Of(_head, request.Method, file, _epoch);
            (status, content, more) = (selected.Status, selected.Content, selected.Fields);
        }

        string type = status < HttpStatus.MovedPermanently ? HttpSite.TypeOf(path) : PlainText;
        string connection = !request.KeepsAlive ? "Connection: close\r\n" : request.IsOld ? "Connection: keep-alive\r\n" : "";
        Answer(status, content, type, more + connection, request.Method != "HEAD", now);
        _head = new HttpHead();
        _body = HttpBody.None;
        _stage = Stage.Head;
        if (!request.KeepsAlive) Linger(now);
    }

    /// <summary>Sends an error response and ends the connection, because the bytes that follow cannot be understood.</summary>
    private void Refuse(int status, SimTime now)
    {
        Answer(status, FileContent.Of(HttpStatus.Text(status) + "\n"), PlainText, "Connection: close\r\n", withBody: true, now);
        Linger(now);
    }

    private void Answer(int status, FileContent content, string type, string more, bool withBody, SimTime now)
    {
        // RFC 9110, 15.4.5: a 304 has no content, and describes none.
        bool isEmpty = status == HttpStatus.NotModified;
        Send(string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {HttpStatus.Text(status)}\r\nDate: {HttpDate.Of(now.DateSince(_epoch))}\r\nServer: netcomm\r\n" +
            $"{(isEmpty ? "" : $"Content-Type: {type}\r\nContent-Length: {content.Length}\r\n")}{more}\r\n"));
        withBody &= !isEmpty;
        if (withBody) Effects.Add(new StreamEffect.Send(content));
        if (IsRefused) return; // said once, by the server
        string line = Printable(_head.FirstLine ?? "-");
        Effects.Add(
            new StreamEffect.Print(
                string.Create(CultureInfo.InvariantCulture, $"{peer} \"{line}\" {status} {(withBody ? content.Length : 0)}")));
    }

    private static string Encoded(string path) =>
        string.Concat(
            Encoding.UTF8.GetBytes(path)
                .Select(b => b is > 32 and < 127 and not (byte)'%' and not (byte)'?' and not (byte)'#'
                ? ((char)b).ToString() : $"%{b:X2}"));

    private static string Printable(string line)
    {
        string plain = string.Concat(line.Select(c => c is < ' ' or (char)127 or '"' ? '?' : c));
        return plain.Length <= 200 ? plain : plain[..199] + "…";
    }

    private void Linger(SimTime now)
    {
        _stage = Stage.Lingering;
        _deadline = now + Lingering;
        Effects.Add(new StreamEffect.Finish());
    }

    private void Close()
    {
        if (_stage == Stage.Closed) return;
        _stage = Stage.Closed;
        _deadline = null;
        Effects.Add(new StreamEffect.Close());
    }
}
