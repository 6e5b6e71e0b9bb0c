using System.Globalization;
using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols.Http;

/// <summary>An instant of a run as a date (RFC 9110, 5.6.7): the run begins with 1970, so that the same run says the same.</summary>
internal static class HttpDate
{
    private const long PicosecondsPerTick = 100_000;

    /// <summary><c>Thu, 01 Jan 1970 00:00:02 GMT</c>.</summary>
    public static string Of(SimTime now) => DateTime.UnixEpoch.AddTicks(now.Picoseconds / PicosecondsPerTick).ToString("r", CultureInfo.InvariantCulture);
}
