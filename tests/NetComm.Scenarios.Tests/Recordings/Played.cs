using System.Globalization;
using NetComm.Scenarios.Recordings;

namespace NetComm.Scenarios.Tests.Recordings;

/// <summary>What a flow plays of a recording, as text: <c>0 µs: 160 B</c>.</summary>
internal static class Played
{
    public static string[] Of(byte[] content, string? match = null) =>
        [.. Recording.Of(content).Play(match).Sends.Select(send => string.Create(
            CultureInfo.InvariantCulture, $"{send.After.Picoseconds / 1e6} µs: {send.Bytes} B"))];

    /// <summary>What is said instead.</summary>
    public static string Refusal(byte[] content, string? match = null) =>
        Assert.Throws<RecordingException>(() => Recording.Of(content).Play(match)).Message;
}
