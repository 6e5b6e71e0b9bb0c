using System.Globalization;

namespace NetComm.Protocols.Http;

/// <summary>The statuses that the server sends (RFC 9110, 15), with their reason phrases.</summary>
internal static class HttpStatus
{
    public const int Ok = 200;
    public const int PartialContent = 206;
    public const int MovedPermanently = 301;
    public const int NotModified = 304;
    public const int BadRequest = 400;
    public const int NotFound = 404;
    public const int MethodNotAllowed = 405;
    public const int RequestTimeout = 408;
    public const int PreconditionFailed = 412;
    public const int UriTooLong = 414;
    public const int RangeNotSatisfiable = 416;
    public const int ExpectationFailed = 417;
    public const int FieldsTooLarge = 431;
    public const int NotImplemented = 501;
    public const int ServiceUnavailable = 503;
    public const int VersionNotSupported = 505;

    /// <summary>The status and its reason phrase: <c>404 Not Found</c>.</summary>
    public static string Text(int status) => status.ToString(CultureInfo.InvariantCulture) + " " + status switch
    {
        Ok => "OK",
        PartialContent => "Partial Content",
        MovedPermanently => "Moved Permanently",
        NotModified => "Not Modified",
        BadRequest => "Bad Request",
        NotFound => "Not Found",
        MethodNotAllowed => "Method Not Allowed",
        RequestTimeout => "Request Timeout",
        PreconditionFailed => "Precondition Failed",
        UriTooLong => "URI Too Long",
        RangeNotSatisfiable => "Range Not Satisfiable",
        ExpectationFailed => "Expectation Failed",
        FieldsTooLarge => "Request Header Fields Too Large",
        NotImplemented => "Not Implemented",
        ServiceUnavailable => "Service Unavailable",
        VersionNotSupported => "HTTP Version Not Supported",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The server does not give this status."),
    };
}
