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

    /// <param name="Bytes">Null: all.</param>
    private sealed record Kept(int? Bytes);

    private readonly Option<Kept?> _snap = new("--snap")
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
        Kept? kept = parsed.GetValue(_snap);
        if (parsed.GetResult(_places) is null && kept is null) return null;
        return new CaptureOptions
        {
            Places = parsed.GetValue(_places) switch
            {
                "links" => CapturePlaces.Links,
                "all" => CapturePlaces.All,
                "none" => CapturePlaces.None,
                _ => CapturePlaces.Hosts,
            },
            MadeUpBytes = kept is null ? CaptureOptions.DefaultMadeUpBytes : kept.Bytes,
        };
    }

    private static Kept? Snap(ArgumentResult typed)
    {
        string text = typed.Tokens[0].Value;
        if (text == "full") return new Kept(null);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) && bytes <= ushort.MaxValue)
            return new Kept(bytes);
        typed.AddError($"--snap must be a whole number of bytes from 0 to {ushort.MaxValue}, or 'full', but was '{text}'");
        return null;
    }
}
