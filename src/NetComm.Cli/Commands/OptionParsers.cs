using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using NetComm.Cli.Workers;
using NetComm.Reporting;
using NetComm.Scenarios;

namespace NetComm.Cli.Commands;

/// <summary>Reports what is wrong with the command line, in the words of a scenario's problems.</summary>
internal static class OptionParsers
{
    public static void AcceptOneOf(Option<string?> option, params string[] words) =>
        option.Validators.Add(typed =>
        {
            if (typed.Tokens is [{ Value: var word }] && !words.Contains(word))
                typed.AddError($"{option.Name} must be {string.Join(" or ", words)}, but was '{word}'{Meant(word, words)}");
        });

    /// <summary>The end of a sentence about a word that is none of those that are known.</summary>
    public static string Meant(string word, IEnumerable<string> words) =>
        Nearest.To(word, words) is { } meant ? $"; did you mean '{meant}'?" : "";

    public const string FormatHelp =
        "The format of the report: an HTML page, Markdown with linked charts, or both, with charts as PNG too.";

    public static void AcceptFormat(Option<string?> option) => AcceptOneOf(option, "html", "md", "all");

    public static ReportFormat? Format(string? word) =>
        word switch { "html" => ReportFormat.Html, "md" => ReportFormat.Markdown, "all" => ReportFormat.All, _ => null };

    /// <summary>The option <c>--mode</c>, of the commands that run a scenario.</summary>
    public static Option<string?> NewMode()
    {
        var mode = new Option<string?>("--mode")
        {
            Description = "Virtual time, or real sockets on this machine. Default: as in the file.",
            HelpName = "simulated|loopback",
        };
        AcceptOneOf(mode, "simulated", "loopback");
        return mode;
    }

    public static RunMode? Mode(string? word) =>
        word switch { "loopback" => RunMode.Loopback, "simulated" => RunMode.Simulated, _ => null };

    /// <summary>The option <c>--seed</c>, likewise.</summary>
    public static Option<long?> NewSeed() => new("--seed")
    {
        Description = "The seed of all random numbers. Default: as in the file.",
        HelpName = "N",
        CustomParser = Seed,
    };

    /// <summary>The option <c>--set</c>, likewise.</summary>
    public static Option<string[]> NewSet() => new("--set")
    {
        Description = "Change a value of the file: links.core.loss=5%",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The option <c>--sequence</c>, of the commands that write a report.</summary>
    public static Option<SequenceSpan?> NewSequence() => new("--sequence")
    {
        Description = "The part of the run in the sequence diagram: 1.2s..1.5s. Either end may be left out. Default: the first loss, " +
            "retransmission or handshake.",
        HelpName = "FROM..TO",
        CustomParser = Sequence,
    };

    /// <summary>Two times with dots between them.</summary>
    private static SequenceSpan? Sequence(ArgumentResult typed)
    {
        string text = typed.Tokens[0].Value;
        string[] ends = text.Split("..");
        string? rule = ends.Length == 2 ? null : "must be two times such as '1.2s..1.5s'";
        SimTime from = SimTime.Zero, to = SimTime.Never;
        if (rule is null && ends[0].Length > 0 && !ScenarioTime.TryParse(ends[0], out from, out rule)) rule = $"begin {rule}";
        if (rule is null && ends[1].Length > 0 && !ScenarioTime.TryParse(ends[1], out to, out rule)) rule = $"end {rule}";
        if (rule is null && to < from) rule = "must not end before it begins";
        if (rule is null) return new SequenceSpan(from, to);
        typed.AddError($"--sequence {rule}, but was '{text}'");
        return null;
    }

    /// <summary>A misspelt option would otherwise count as a file.</summary>
    public static void RefuseUnknownOptions(Argument<string[]> files) =>
        files.Validators.Add(typed =>
        {
            foreach (Token token in typed.Tokens
                .Where(token => token.Value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(token.Value)))
                typed.AddError($"there is no option '{token.Value}'");
        });

    /// <summary>An option that was given no value would otherwise take the next option for it.</summary>
    public static void RefuseOptionsAsValues(Command command)
    {
        HashSet<string> names = [.. command.Options.SelectMany(option => option.Aliases.Append(option.Name))];
        foreach (Option option in command.Options)
        {
            option.Validators.Add(typed =>
            {
                if (typed.Tokens.FirstOrDefault(token => names.Contains(token.Value)) is { } taken)
                    typed.AddError($"{option.Name} needs a value, but option '{taken.Value}' follows");
            });
        }
    }

    /// <summary>Refuses an empty word: shells make one from a variable that is not set.</summary>
    public static void RefuseEmpty(Argument<string> argument) =>
        argument.Validators.Add(typed =>
        {
            if (typed.Tokens is [{ Value: "" }]) typed.AddError($"{argument.Name} must name something, but was ''");
        });

    public static void RefuseEmpty(params Option<string?>[] options)
    {
        foreach (Option<string?> option in options)
        {
            option.Validators.Add(typed =>
            {
                if (typed.Tokens is [{ Value: "" }]) typed.AddError($"{option.Name} must name something, but was ''");
            });
        }
    }

    /// <summary>A seed: 0 to 2⁶³−1.</summary>
    public static long? Seed(ArgumentResult typed)
    {
        string text = typed.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seed)) return seed;
        typed.AddError($"--seed must be a whole number from 0 to {long.MaxValue}, but was '{text}'");
        return null;
    }

    /// <summary>An address and a port; a name is looked up.</summary>
    public static IPEndPoint? EndPoint(ArgumentResult typed, string option)
    {
        string text = typed.Tokens[0].Value;
        if (WorkPlace.TryParse(text, out IPEndPoint? place, out string? rule)) return place;
        typed.AddError($"{option} {rule}, but was '{text}'");
        return null;
    }

    /// <summary>The file of a secret, of the two ends of a sweep over several machines.</summary>
    public static Option<string?> NewSecret() => new("--secret")
    {
        Description = "The secret that all machines share, made by 'netcomm secret FILE': with it they prove who they are, and speak " +
            "encrypted (TLS). Needed for other addresses than this machine's own.",
        HelpName = "FILE",
    };

    public static int? Whole(ArgumentResult typed, string option, int min, int max) => (int?)Whole(typed, option, min, (long)max);

    public static long? Whole(ArgumentResult typed, string option, long min, long max)
    {
        string text = typed.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= min && number <= max)
            return number;
        typed.AddError($"{option} must be a whole number from {min} to {max}, but was '{text}'");
        return null;
    }
}
