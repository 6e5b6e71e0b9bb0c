using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NetComm.Tracing;

namespace NetComm.Cli.Commands;

/// <summary>The options <c>--capture</c> and <c>--snap</c>, of the commands that write captures.</summary>
internal sealed class CaptureOption
{
    private readonly Option<string?> _places = new("--capture")
    {
        Description = "Where packets are captured for Wireshark: a file for each host, for each link, for all (with routers), or none. " +
            "Default: hosts.",
        HelpName = "hosts|links|all|none",
    };

    private readonly Option<int?> _snap = new("--snap")
    {
        Description = "Bytes that captures keep of a payload that the simulator made up; 'full' keeps all. Default: 64.",
        HelpName = "N|full",
        CustomParser = Snap,
    };

    public CaptureOption() => OptionParsers.AcceptOneOf(_places, "hosts", "links", "all", "none");

    public IReadOnlyList<Option> Options => [_places, _snap];

    /// <summary>What was asked for; null where nothing was.</summary>
    public CaptureOptions? In(ParseResult parsed)
    {
        bool hasSnap = parsed.GetResult(_snap) is not null;
        if (parsed.GetResult(_places) is null && !hasSnap) return null;
        return new CaptureOptions
        {
            Places = parsed.GetValue(_places) switch
            {
                "links" => CapturePlaces.Links,
                "all" => CapturePlaces.All,
                "none" => CapturePlaces.None,
                _ => CapturePlaces.Hosts,
            },
            MadeUpBytes = hasSnap ? parsed.GetValue(_snap) : CaptureOptions.DefaultMadeUpBytes,
        };
    }

    private static int? Snap(ArgumentResult typed)
    {
        string text = typed.Tokens[0].Value;
        if (text == "full") return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) && bytes <= ushort.MaxValue) return bytes;
        typed.AddError($"--snap must be a whole number of bytes from 0 to {ushort.MaxValue}, or 'full', but was '{text}'");
        return null;
    }
}
