namespace NetComm.Scenarios.Reading;

/// <summary>Reads quantities that may vary, into the base unit of their kind.</summary>
internal static class Distributions
{
    /// <summary>The distribution; null where it has a mistake. A minimum above the maximum is reported here.</summary>
    /// <param name="node">One amount, or a mapping with <c>distribution</c>.</param>
    /// <param name="range">The allowed range of a single amount and of a distribution's parameters.</param>
    public static Distribution? Read(YamlNode? node, QuantityRange range, string thing, ProblemList problems)
    {
        if (node is YamlScalar { IsNull: false } scalar)
            return Value(QuantityReader.Read(scalar.Value, range)) is { } value ? new Distribution.Constant(value) : null;
        if (node is not YamlMapping) return null;
        var fields = new YamlFields(node);
        double? Of(string key) => fields.Text(key) is { } text ? Value(QuantityReader.Read(text, range)) : null;
        switch (fields.Text("distribution"))
        {
            case "constant" when Of("mean") is { } mean:
                return new Distribution.Constant(mean);
            case "uniform" when Of("min") is { } min && Of("max") is { } max:
                if (min > max)
                    problems.Add(
                        fields["min"]!.Span,
                        $"{thing}: 'min' must not be above 'max', but was {Shapes.Typed(fields["min"]!)} and " +
                        $"{Shapes.Typed(fields["max"]!)}");
                return new Distribution.Uniform(min, max);
            case "normal" when Of("mean") is { } mean && Of("stddev") is { } deviation:
                return new Distribution.Normal(mean, deviation);
            case "exponential" when Of("mean") is { } mean:
                return new Distribution.Exponential(mean);
            case "pareto" when Of("min") is { } min && Plain(fields.Text("shape")) is { } shape:
                return new Distribution.Pareto(min, shape);
            default:
                return null;
        }
    }

    private static double? Value(QuantityReading reading) => reading.Value is { } quantity ? (double)quantity.Value : null;

    private static double? Plain(string? text) => text is not null && QuantityReader.TryNumber(text, out decimal number)
        && number > 0 ? (double)number : null;
}
