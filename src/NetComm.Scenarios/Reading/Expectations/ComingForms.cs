using System.Text.RegularExpressions;

namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>Forms of expectations that are decided but not supported yet: each is refused in these words.</summary>
internal static partial class ComingForms
{
    private static readonly string[] OfMedia = ["loss"];

    private static readonly string[] OfFlows = ["unsent", "jitter.last"];

    public static MistakeException? In(IReadOnlyList<Token> tokens)
    {
        if (tokens[0].Is("host") && tokens[1].Kind == TokenKind.Word) return Refused(tokens[0], "a figure of a host");
        for (int i = 1; i < tokens.Count - 1; i++)
        {
            bool joins = tokens[i].Is("and") && !tokens.Take(i).Any(token => token.Is("between"));
            if (joins) return Refused(tokens[i], "'and' between two checks");
            bool isRight = tokens.Take(i).Any(token => token.Kind == TokenKind.Sign);
            bool isMetric = tokens[i].Kind == TokenKind.Word && NameAndMetric().IsMatch(tokens[i].Text);
            if (isRight && isMetric) return Refused(tokens[i], "a metric on the right side");
        }

        return null;
    }

    public static bool IsMetric(ExpectationSubject subject, string name) => subject switch
    {
        ExpectationSubject.Flow => OfFlows.Contains(name) || AnyPercentile().IsMatch(name),
        ExpectationSubject.Medium => OfMedia.Contains(name),
        _ => name == "completion-time",
    };

    private static MistakeException Refused(Token at, string what) => ExpectationParser.Mistake(at, $"{what} is not supported yet");

    [GeneratedRegex(@"^[A-Za-z_][\w-]*\.[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex NameAndMetric();

    [GeneratedRegex(@"^(latency|response)\.p[0-9]{1,2}(\.[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex AnyPercentile();
}
