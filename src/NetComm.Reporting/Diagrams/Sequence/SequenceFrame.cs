using System.Globalization;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Svg;

namespace NetComm.Reporting.Diagrams.Sequence;

/// <summary>Where everything of a sequence diagram lies, in pixels. Time runs downwards, to scale where that can be read.</summary>
internal sealed class SequenceFrame
{
    /// <summary>Size of the letters at arrows and at the time axis.</summary>
    public const double TextSize = 12;

    public const double HeadHeight = 26;

    private const double Edge = ChartFrame.Edge;

    /// <summary>What is closer than this cannot be told apart.</summary>
    private const double LeastGap = 15;

    private const double TallestToScale = 640;

    private const double EqualGap = 21;

    /// <summary>Of the time in which something is under way, to scale.</summary>
    private const double TallestBusy = 860;

    /// <summary>Rows as close as this look like one.</summary>
    private const double ClosestRows = 3;

    /// <summary>From one instant that is written to the next.</summary>
    private const double LeastWritten = 13;

    private const double RoomPerMessage = 7;
    private const double WidestColumn = 340;
    private const double NarrowestColumn = 64;
    private const double Bold = 1.09;
    private const int MostDecimals = 9;

    private readonly MessageSequence _sequence;
    private readonly SimTime[] _times;
    private readonly double[] _rows;
    private readonly Dictionary<int, int> _columnOf;

    public SequenceFrame(MessageSequence sequence, string title, double width)
    {
        _sequence = sequence;
        Width = width;
        TitleLines = SvgRoot.TitleLines(title, width);
        _times = [.. sequence.Hops.SelectMany(hop => hop.Instants).Distinct().Order()];
        Unit = NetComm.Reporting.Charts.Unit.Seconds.For(_times[^1].TotalSeconds);
        Times = Written();
        _columnOf = sequence.Nodes.Select((node, i) => (node.Index, i)).ToDictionary(pair => pair.Index, pair => pair.i);
        AxisX = Edge + Times.Max(text => TextMetrics.Width(text, TextSize)) + 8;
        HasTwoLinesOfNames = sequence.Nodes.Count > 1 && sequence.Nodes.Any(node => WidthOf(node) > RoomOfNames(1));
        FirstRow = Edge + (TitleLines.Count * ChartFrame.TitleLine) + 12 + HeadHeight + 22 + (HasTwoLinesOfNames ? HeadHeight + 6 : 0);
        _rows = ToScale() ?? (sequence.IsAboutTime ? ToScaleButGaps() : null) ?? Even();
        WrittenInstants = WithRoom();
        Bottom = _rows[^1] + (sequence.Hops.Any(hop => hop.End is null) ? 34 : 20);
        Height = Math.Ceiling(Bottom + Edge);
        Labels = HopLabels.Of(this, sequence);
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Whether equal distances are equal times.</summary>
    public bool IsToScale { get; private set; }

    /// <summary>Whether they are but for gaps in which nothing is under way.</summary>
    public bool IsToScaleButGaps { get; private set; }

    /// <summary>Where time was left out: the middle of each gap.</summary>
    public IReadOnlyList<double> Gaps { get; private set; } = [];

    /// <summary>Whether names stand by turns in two lines, since they are too long for one.</summary>
    public bool HasTwoLinesOfNames { get; }

    public IReadOnlyList<string> TitleLines { get; }

    public Unit.Multiple Unit { get; }

    /// <summary>The instants as written at the axis, as many decimals as it takes to tell them apart.</summary>
    public IReadOnlyList<string> Times { get; }

    /// <summary>Which of the instants are written there, and have a line across: those that are not too close to the one before.</summary>
    public IReadOnlyList<int> WrittenInstants { get; }

    public double AxisX { get; }

    public double FirstRow { get; }

    public double Bottom { get; }

    /// <summary>Per hop what stands at it; null where another says it, or where there is no room.</summary>
    public IReadOnlyList<HopLabel?> Labels { get; }

    public IReadOnlyList<double> Rows => _rows;

    public double Column =>
        Math.Min(WidestColumn, (Width - Edge - AxisX - (2 * HalfOfOutermost)) / Math.Max(1, _sequence.Nodes.Count - 1));

    public double HalfHeadOf(MessageSequence.Party party) =>
        HasTwoLinesOfNames ? Math.Floor(Math.Min(WidthOf(party), RoomOfNames(2)) / 2) : HalfHead;

    private double HalfOfOutermost => Math.Max(HalfHeadOf(_sequence.Nodes[0]), HalfHeadOf(_sequence.Nodes[^1]));

    public double HeadTop(MessageSequence.Party party) =>
        FirstRow - 22 - HeadHeight + 4 - (HasTwoLinesOfNames && _columnOf[party.Index] % 2 == 0 ? HeadHeight + 6 : 0);

    public string Shown(MessageSequence.Party party)
    {
        double room = (2 * HalfHeadOf(party)) - 12;
        string shown = TextMetrics.Shorten(party.Name, TextSize + 1, room / Bold);
        if (shown == party.Name || shown.Length < 3) return shown;
        // What differs in names that are alike is their end.
        string end = party.Name[^2..];
        return TextMetrics.Shorten(party.Name, TextSize + 1, (room / Bold) - TextMetrics.Width(end, TextSize + 1)) + end;
    }

    public double HalfHead => Math.Floor(Math.Min(_sequence.Nodes.Max(WidthOf), RoomOfNames(1)) / 2);

    public double X(int node) => Math.Round(AxisX + 10 + HalfOfOutermost + (_columnOf[node] * Column));

    public double Y(SimTime time) => _rows[Array.BinarySearch(_times, time)];

    /// <summary>An arrow's ends. What was lost ends on the way; what was under way at the end runs on to the bottom.</summary>
    public (Place From, Place To) Ends(Hop hop)
    {
        var from = new Place(X(hop.From), Y(hop.Start));
        if (hop.IsAtNode) return (from, from);
        if (hop.To is not { } receiver)
            return (from, new Place(from.X + (Sideways(hop) * 0.4 * Math.Min(Column, 120)), Y(hop.End ?? hop.Start)));

        var to = new Place(X(receiver), hop.End is { } end ? Y(end) : Bottom - 4);
        if (hop.Loss == DropReason.None) return (from, to);
        // What a full queue refuses never leaves its node.
        double share = hop.End == hop.Start ? 0.22 : 0.6;
        return (from, new Place(from.X + ((to.X - from.X) * share), hop.End == hop.Start ? from.Y : from.Y + ((to.Y - from.Y) * share)));
    }

    /// <summary>The line that a label stands on: the arrow, or the middle of a burst.</summary>
    public (Place From, Place To) Middle(Hop hop)
    {
        (Place from, Place to) = Ends(hop);
        if (hop.Last is null) return (from, to);
        (Place lastFrom, Place lastTo) = Ends(hop.Last);
        return ((from + lastFrom) * 0.5, (to + lastTo) * 0.5);
    }

    /// <summary>What never came to another node goes towards the middle.</summary>
    private int Sideways(Hop hop) => _columnOf[hop.From] < (_sequence.Nodes.Count + 1) / 2 ? 1 : -1;

    private double[]? ToScale()
    {
        double[] gaps = _times.Zip(_times.Skip(1), (a, b) => (b - a).TotalSeconds).ToArray();
        double span = (_times[^1] - _times[0]).TotalSeconds;
        double scale = gaps.Length == 0 ? 0 : Math.Max(LeastGap / gaps.Min(), gaps.Length * EqualGap / span);
        if (span * scale > TallestToScale) return null;
        IsToScale = true;
        return [.. _times.Select(time => Math.Round(FirstRow + ((time - _times[0]).TotalSeconds * scale)))];
    }

    /// <summary>To scale while something is under way; null where most instants could not be told apart.</summary>
    private double[]? ToScaleButGaps()
    {
        bool[] isBusy = [.. Enumerable.Range(0, _times.Length - 1).Select(IsBusyAfter)];
        double busy = Enumerable.Range(0, isBusy.Length).Where(i => isBusy[i]).Sum(LengthAfter);
        double scale = Math.Min(TallestBusy, isBusy.Length * EqualGap) / busy;
        var rows = new double[_times.Length];
        var gaps = new List<double>();
        rows[0] = FirstRow;
        int close = 0;
        for (int i = 0; i < isBusy.Length; i++)
        {
            double length = LengthAfter(i) * scale;
            if (!isBusy[i] && length > EqualGap)
            {
                gaps.Add(rows[i] + (EqualGap / 2));
                length = EqualGap;
            }

            if (length < ClosestRows) close++;
            rows[i + 1] = rows[i] + length;
        }

        if (close * 2 > isBusy.Length) return null;
        (IsToScaleButGaps, Gaps) = (true, gaps);
        return [.. rows.Select(row => Math.Round(row, 1))];
    }

    private double LengthAfter(int instant) => (_times[instant + 1] - _times[instant]).TotalSeconds;

    private bool IsBusyAfter(int instant) =>
        _sequence.Hops.Any(hop => hop.Start <= _times[instant] && (hop.LastEnd is not { } end || end >= _times[instant + 1]));

    private double[] Even()
    {
        var rows = new double[_times.Length];
        rows[0] = FirstRow;
        for (int i = 1; i < rows.Length; i++)
            rows[i] = Math.Round(rows[i - 1] + EqualGap + (RoomPerMessage * Math.Min(6, MessagesAt(_times[i - 1]) - 1)));
        return rows;
    }

    private static double WidthOf(MessageSequence.Party party) => (TextMetrics.Width(party.Name, TextSize + 1) * Bold) + 22;

    private double RoomOfNames(int lines) =>
        (lines * Math.Max(NarrowestColumn, (Width - Edge - AxisX) / _sequence.Nodes.Count)) - 6;

    private int MessagesAt(SimTime time) =>
        Math.Max(1, _sequence.Hops.Where(hop => hop.Start == time).Select(hop => (hop.Packet, hop.From)).Distinct().Count());

    private List<int> WithRoom()
    {
        var withRoom = new List<int>();
        for (int i = 0; i < _rows.Length; i++)
            if (withRoom.Count == 0 || _rows[i] - _rows[withRoom[^1]] >= LeastWritten) withRoom.Add(i);
        return withRoom;
    }

    private string[] Written()
    {
        string[] written = [];
        for (int decimals = 0; decimals <= MostDecimals; decimals++)
        {
            written = [.. _times.Select(time => (time.TotalSeconds / Unit.Factor).ToString($"F{decimals}", CultureInfo.InvariantCulture))];
            bool isExact =
                _times.Zip(
                    written, (time, text) => Math.Abs(
                        double.Parse(text, CultureInfo.InvariantCulture) - (time.TotalSeconds / Unit.Factor)) <= 0.005
                            * Math.Abs(time.TotalSeconds / Unit.Factor)).All(close => close);
            if (isExact && written.Distinct().Count() == written.Length) return written;
        }
        return written;
    }
}
