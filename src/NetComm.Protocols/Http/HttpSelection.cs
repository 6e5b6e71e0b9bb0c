using System.Globalization;

namespace NetComm.Protocols.Http;

/// <summary>
/// What of a file a request wants: all, a range of it (RFC 9110, 14), or nothing where it has it already or wanted another one (13). Files
/// do not change in a run: they are from its begin.
/// </summary>
/// <param name="Status">200, 206, 304, 412 or 416.</param>
/// <param name="Content">What is sent.</param>
/// <param name="Fields">Fields that go with it: the file's validators, and that it has ranges, with all that tells of the file.</param>
internal sealed record HttpSelection(int Status, FileContent Content, string Fields)
{
    public static HttpSelection Of(HttpHead head, string method, FileContent file, DateTime epoch)
    {
        string tag = $"\"{file.Fingerprint():x16}\"";
        string fields = $"ETag: {tag}\r\nLast-Modified: {HttpDate.Of(epoch)}\r\nAccept-Ranges: bytes\r\n";
        if (!IsWanted(head, tag, epoch))
            return new(HttpStatus.PreconditionFailed, FileContent.Of(HttpStatus.Text(HttpStatus.PreconditionFailed) + "\n"), "");
        if (IsKnown(head, tag, epoch)) return new(HttpStatus.NotModified, file, fields);
        return method == "GET" && IsSame(head, tag, epoch) ? InRange(head, file, fields) : new(HttpStatus.Ok, file, fields);
    }

    /// <summary>If-Match and, without it, If-Unmodified-Since (13.2.2, steps 1 and 2).</summary>
    private static bool IsWanted(HttpHead head, string tag, DateTime epoch)
    {
        if (head.Values("If-Match").Any()) return head.Members("If-Match").Any(one => one == "*" || one == tag);
        return DateIn(head, "If-Unmodified-Since") is not { } since || Whole(epoch) <= since;
    }

    /// <summary>If-None-Match, which compares weakly, and without it If-Modified-Since (steps 3 and 4).</summary>
    private static bool IsKnown(HttpHead head, string tag, DateTime epoch)
    {
        if (head.Values("If-None-Match").Any())
            return head.Members("If-None-Match").Any(one => one == "*" || one == tag || one == $"W/{tag}");
        return DateIn(head, "If-Modified-Since") is { } since && Whole(epoch) <= since;
    }

    /// <summary>If-Range: the range is of the file that the client has a part of (step 5); else it gets all.</summary>
    private static bool IsSame(HttpHead head, string tag, DateTime epoch)
    {
        string[] conditions = [.. head.Values("If-Range")];
        return conditions.Length == 0 || (conditions.Length == 1
            && (conditions[0].StartsWith('"') ? conditions[0] == tag : HttpDate.Read(conditions[0]) == Whole(epoch)));
    }

    /// <summary>One range of bytes (14.1.2). Several at once, and what is not understood, a server may answer with all (14.2).</summary>
    private static HttpSelection InRange(HttpHead head, FileContent file, string fields)
    {
        string[] ranges = [.. head.Values("Range")];
        var all = new HttpSelection(HttpStatus.Ok, file, fields);
        if (ranges is not [var range] || !range.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) return all;
        string[] ends = range["bytes=".Length..].Trim(' ', '\t').Split('-');
        if (ends is not [var from, var to] || (from.Length == 0 && to.Length == 0)) return all;
        if (!TryNumber(from, out long first) || !TryNumber(to, out long last)) return all;
        if (from.Length > 0 && to.Length > 0 && last < first) return all;
        if (from.Length == 0) (first, last) = (Math.Max(0, file.Length - last), last == 0 ? -1 : file.Length - 1);
        else if (to.Length == 0 || last >= file.Length) last = file.Length - 1;
        if (first >= file.Length || last < first)
        {
            return new(
                HttpStatus.RangeNotSatisfiable, FileContent.Of(HttpStatus.Text(HttpStatus.RangeNotSatisfiable) + "\n"),
                string.Create(CultureInfo.InvariantCulture, $"Content-Range: bytes */{file.Length}\r\n"));
        }

        return new(
            HttpStatus.PartialContent, file.Part(first, last - first + 1),
            string.Create(CultureInfo.InvariantCulture, $"{fields}Content-Range: bytes {first}-{last}/{file.Length}\r\n"));
    }

    private static bool TryNumber(string text, out long number)
    {
        number = 0;
        return text.Length == 0 || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static DateTime? DateIn(HttpHead head, string name) =>
        head.Values(name).ToArray() is [var only] ? HttpDate.Read(only) : null;

    /// <summary>Dates have whole seconds.</summary>
    private static DateTime Whole(DateTime date) => date.AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond));
}
