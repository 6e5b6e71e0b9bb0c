namespace NetComm.Reporting.Charts;

/// <summary>Named data of one kind. A series of any length may be drawn: the renderer thins it and keeps the extremes.</summary>
internal sealed record Series
{
    private Series(string name, SeriesKind kind, IReadOnlyList<ChartPoint> data)
    {
        Name = name;
        Kind = kind;
        Data = data;
    }

    /// <summary>Its name in the legend; long names are shortened there.</summary>
    public string Name { get; }

    /// <summary>How it is drawn.</summary>
    public SeriesKind Kind { get; }

    /// <summary>The values, by ascending X unless they are points.</summary>
    public IReadOnlyList<ChartPoint> Data { get; }

    /// <summary>Width of a bar along the X axis; only for bars.</summary>
    public double BarWidth { get; private init; }

    /// <summary>Where each bar ends, for bars that differ in width; null where all are as wide.</summary>
    public IReadOnlyList<double>? BarEnds { get; private init; }

    /// <summary>Where each bar stands, for bars that stand on others; null where all stand on zero.</summary>
    public IReadOnlyList<double>? BarFeet { get; private init; }

    /// <summary>Where points are so many that they would hide each other: how many lie where, which is drawn in their place.</summary>
    public IReadOnlyList<Cell> Cells { get; init; } = [];

    /// <summary>The series that it tells more of: it has that one's colour and entry in the legend. None: it stands for itself.</summary>
    public int? PartOf { get; init; }

    /// <summary>Which colour, dash and marker, from 0. Default: its place among the series.</summary>
    public int? Style { get; init; }

    /// <summary>How many values the data stand for, where they were thinned or summed up before. Default: as many as there are.</summary>
    public long? Count { get; init; }

    /// <summary>Values joined by straight lines, by ascending X.</summary>
    public static Series Line(string name, IReadOnlyList<ChartPoint> data) => new(name, SeriesKind.Line, InOrder(data));

    /// <summary>Values that hold until the next one, by ascending X.</summary>
    public static Series Step(string name, IReadOnlyList<ChartPoint> data) => new(name, SeriesKind.Step, InOrder(data));

    /// <summary>One marker per value, in any order.</summary>
    public static Series Points(string name, IReadOnlyList<ChartPoint> data) => new(name, SeriesKind.Points, data);

    /// <summary>Bars that stand on zero and cover X … X + width, by ascending X.</summary>
    public static Series Bars(string name, IReadOnlyList<ChartPoint> data, double width)
    {
        if (!(width > 0)) throw new ArgumentOutOfRangeException(nameof(width), width, "A bar needs a width above zero.");
        return new Series(name, SeriesKind.Bars, InOrder(data)) { BarWidth = width };
    }

    /// <summary>Bars that stand on zero, each from its X to an end of its own, by ascending X.</summary>
    public static Series Histogram(string name, IReadOnlyList<ChartPoint> data, IReadOnlyList<double> ends)
    {
        if (ends.Count != data.Count)
            throw new ArgumentException($"Each of {data.Count} bars needs an end, but there are {ends.Count}.", nameof(ends));
        for (int i = 0; i < ends.Count; i++)
            if (!(ends[i] > data[i].X))
                throw new ArgumentException(
                    $"A bar must end above its beginning, but bar {i} at {data[i].X} ends at {ends[i]}.", nameof(ends));
        return new Series(name, SeriesKind.Bars, InOrder(data)) { BarEnds = ends };
    }

    /// <summary>Bars of several names that stand on each other, the first on zero; each has a value for the same X, 0 or above.</summary>
    public static IReadOnlyList<Series> Stack(IReadOnlyList<(string Name, IReadOnlyList<ChartPoint> Data)> parts, double width)
    {
        var all = new List<Series>();
        double[] feet = new double[parts.Count == 0 ? 0 : parts[0].Data.Count];
        foreach ((string name, IReadOnlyList<ChartPoint> data) in parts)
        {
            if (!data.Select(point => point.X).SequenceEqual(parts[0].Data.Select(point => point.X)))
                throw new ArgumentException($"'{name}' has values for other X than '{parts[0].Name}'.", nameof(parts));
            all.Add(Bars(name, data, width) with { BarFeet = feet });
            feet = [.. feet.Zip(data, (foot, point) => foot + point.Y)];
        }
        return all;
    }

    /// <summary>Bars that reach from a value to another, not from zero, and cover X … X + width, by ascending X.</summary>
    public static Series Ranges(string name, IReadOnlyList<(double X, double From, double To)> data, double width) =>
        Bars(name, [.. data.Select(range => new ChartPoint(range.X, range.To - range.From))], width) with
        {
            BarFeet = [.. data.Select(range => range.From)],
        };

    /// <summary>Upright lines from a value to another, such as confidence intervals of the values of another series.</summary>
    /// <param name="of">That series' place among the series of the chart.</param>
    public static Series Whiskers(string name, IReadOnlyList<(double X, double From, double To)> data, int of) =>
        new(name, SeriesKind.Whiskers, InOrder([.. data.Select(range => new ChartPoint(range.X, range.To - range.From))]))
        {
            BarFeet = [.. data.Select(range => range.From)],
            PartOf = of,
        };

    /// <summary>Instants along the X axis that have no value, such as lost packets.</summary>
    public static Series Lane(string name, IEnumerable<double> instants) =>
        Lane(name, [.. instants.Select(x => new ChartPoint(x, 0))]);

    /// <summary>The same, of which each may tell its packet; their Y means nothing.</summary>
    public static Series Lane(string name, IReadOnlyList<ChartPoint> instants) => new(name, SeriesKind.Lane, instants);

    /// <summary>Where a bar ends along X; a value that is no bar ends where it is.</summary>
    public double EndOf(int index) => BarEnds is { } ends ? ends[index] : Data[index].X + BarWidth;

    /// <summary>On which Y a bar stands.</summary>
    public double FootOf(int index) => BarFeet is { } feet ? feet[index] : 0;

    private static IReadOnlyList<ChartPoint> InOrder(IReadOnlyList<ChartPoint> data)
    {
        for (int i = 1; i < data.Count; i++)
            if (data[i].X < data[i - 1].X)
                throw new ArgumentException(
                    $"Values must ascend along X, but value {i} is at {data[i].X} after {data[i - 1].X}.", nameof(data));
        return data;
    }
}

/// <summary>A rectangle of the plot that is the darker the more values lie in it, in the base units of the axes.</summary>
internal readonly record struct Cell(double Left, double Right, double Bottom, double Top, long Count);

/// <summary>How a series is drawn.</summary>
internal enum SeriesKind
{
    /// <summary>Values joined by straight lines.</summary>
    Line,

    /// <summary>Values that hold until the next one.</summary>
    Step,

    /// <summary>One marker per value.</summary>
    Points,

    /// <summary>A bar from zero to each value.</summary>
    Bars,

    /// <summary>An upright line between two values.</summary>
    Whiskers,

    /// <summary>Instants without a value, in a lane of their own under the plot.</summary>
    Lane,
}

/// <summary>One value, in base units. A value that is not finite is a gap.</summary>
internal readonly record struct ChartPoint(double X, double Y)
{
    /// <summary>The number of the packet that it stands for, as the trace has it; null where it stands for none.</summary>
    public long? Packet { get; init; }

    /// <summary>Whether it can be drawn.</summary>
    public bool IsFinite => CanDraw(X) && CanDraw(Y);

    /// <summary>Whether a value can be drawn; beyond 1e300 the width of an axis would overflow.</summary>
    public static bool CanDraw(double value) => Math.Abs(value) < 1e300;
}
