namespace NetComm.Sim.Reporting.Rows;

/// <summary>A row of a chart.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Text">The figure in words, beside it.</param>
internal abstract record Row(string Name, string Text)
{
    /// <summary>A bar of one part or several, end to end.</summary>
    /// <param name="Lengths">Per trail; the last is what belongs to none of them.</param>
    internal sealed record Bar(string Name, string Text, IReadOnlyList<double> Lengths) : Row(Name, Text);

    /// <summary>From the least value to the greatest, with two values between.</summary>
    internal sealed record Range(string Name, string Text, double Min, double Median, double P95, double Max) : Row(Name, Text);

    /// <summary>Words alone: what was left out, or has no figures.</summary>
    internal sealed record Note(string Name, string Text) : Row(Name, Text);
}
