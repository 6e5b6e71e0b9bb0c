using System.Globalization;

namespace NetComm.Analysis;

/// <summary>The unit in which a figure and its theory are told side by side.</summary>
/// <param name="Scale">How many base units it has.</param>
internal sealed record Amount(string Name, double Scale)
{
    public static readonly Amount Packets = new("packets", 1);

    public static Amount Time(double seconds) => seconds switch
    {
        >= 1 => new("s", 1),
        >= 1e-3 => new("ms", 1e-3),
        >= 1e-6 => new("µs", 1e-6),
        _ => new("ns", 1e-9),
    };

    public static Amount Share(double share) => new("%", 0.01);

    public static Amount BitRate(double bits) => bits switch
    {
        >= 1e9 => new("Gbps", 1e9),
        >= 1e6 => new("Mbps", 1e6),
        >= 1e3 => new("kbps", 1e3),
        _ => new("bps", 1),
    };

    /// <summary><c>mean 9.87 ms, theory 10.00 ms ± 0.41 ms</c>: all with as many decimals as give the margin two digits.</summary>
    public string Tell(string what, double measured, double theory, double margin)
    {
        int decimals = 0;
        for (double shown = margin / Scale; shown < 10 && shown > 0 && decimals < 9; shown *= 10) decimals++;
        return $"{what} {Show(measured, decimals)}, theory {Show(theory, decimals)} ± {Show(margin, decimals)}";
    }

    public string Show(double value, int decimals) =>
        $"{Rounding.Round(value / Scale).ToString($"F{decimals}", CultureInfo.InvariantCulture)} {Name}";
}
