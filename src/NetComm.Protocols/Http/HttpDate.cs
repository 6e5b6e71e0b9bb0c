using System.Globalization;

namespace NetComm.Protocols.Http;

/// <summary>An instant of a run as a date (RFC 9110, 5.6.7).</summary>
internal static class HttpDate
{
    /// <summary><c>Sat, 01 Jan 2000 00:00:02 GMT</c>.</summary>
    public static string Of(DateTime date) => date.ToString("r", CultureInfo.InvariantCulture);

    /// <summary>A date in the form that is sent today; the two old forms are not read, which leaves a condition unmet.</summary>
    public static DateTime? Read(string text) =>
        DateTime.TryParseExact(
            text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime date)
            ? date : null;
}
