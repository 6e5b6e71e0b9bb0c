using System.Globalization;

namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>Reads what is graded (scenario language, 'Expectations').</summary>
internal static class ExpectationReader
{
    public static IReadOnlyList<Expectation> Read(ResolveContext draft, IReadOnlyDictionary<string, Flow> flows)
    {
        var expectations = new List<Expectation>();
        IReadOnlyList<YamlNode> items = draft.Root.Items("expect");
        for (int i = 0; i < items.Count; i++)
        {
            if (Read(draft, flows, items[i], TitleOf(items[i], i)) is { } expectation) expectations.Add(expectation);
        }

        return expectations;
    }

    public static string TitleOf(YamlNode item, int index) => Titles.Of("", "expectation", item, index);

    public static Expectation? Read(ResolveContext draft, IReadOnlyDictionary<string, Flow> flows, YamlNode item, string title)
    {
        if (item is YamlScalar { IsNull: false } plain) return ExpectationParser.Parse(draft, flows, plain, title);
        var fields = new YamlFields(item);
        bool ofTheory = fields.Has("oracle");
        Expectation? expectation = ofTheory ? OracleReader.Read(draft, fields, title)
            : fields.Scalar("check") is { } check ? ExpectationParser.Parse(draft, flows, check, title) : null;
        return expectation is null ? null : Graded(expectation, fields) with
        {
            Mode = fields.Text("mode") switch
            {
                "simulated" => RunMode.Simulated,
                "loopback" => RunMode.Loopback,
                _ => ofTheory ? RunMode.Simulated : null,
            },
        };
    }

    /// <summary>The expectation with its points and its hint.</summary>
    public static Expectation Graded(Expectation expectation, YamlFields fields) => expectation with
    {
        Points = double.TryParse(fields.Text("points"), NumberStyles.Float, CultureInfo.InvariantCulture, out double points) ? points : 1,
        Hint = fields.Text("hint"),
    };
}
