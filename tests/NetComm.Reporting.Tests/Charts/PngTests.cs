using System.Buffers.Binary;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Xml;
using SkiaSharp;

namespace NetComm.Reporting.Tests.Charts;

public sealed class PngTests
{
    public static TheoryData<string> Names { get; } = [.. SampleCharts.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_chart_is_as_large_as_its_svg_at_two_dots_a_pixel(string name)
    {
        Chart chart = SampleCharts.All[name];

        using SKBitmap picture = Decoded(new ScottPlotRenderer().RenderPng(chart));

        Assert.Equal((chart.LayOut(ChartSize.Wide).Width * 2, chart.LayOut(ChartSize.Wide).Height * 2), (picture.Width, picture.Height));
    }

    [Fact]
    public void It_says_that_192_dots_are_an_inch()
    {
        byte[] png = new ScottPlotRenderer().RenderPng(SampleCharts.OnePoint);

        // 7559 dots a metre in both directions; the checksum was worked out by hand with zlib.
        int chunk = png.AsSpan().IndexOf("pHYs"u8);
        Assert.Equal(33 + 4, chunk);
        Assert.Equal(7559, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(chunk + 4)));
        Assert.Equal(7559, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(chunk + 8)));
        Assert.Equal(1, png[chunk + 12]);
        Assert.Equal(0x8FE5F165u, BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(chunk + 13)));
    }

    [Fact]
    public void Its_letters_are_those_that_the_program_brings()
    {
        using Stream brought = typeof(ScottPlotRenderer).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;

        using SKStreamAsset used = EmbeddedFont.Of(isBold: false).OpenStream();

        Assert.Equal(brought.Length, used.Length);
        Assert.Equal(("DejaVu Sans", 700), (EmbeddedFont.Of(isBold: true).FamilyName, EmbeddedFont.Of(isBold: true).FontWeight));
    }

    /// <summary>The bar of 100 % from 8.5 s to 9 s, and its title above.</summary>
    [Fact]
    public void It_shows_what_the_svg_shows()
    {
        var frame = new ChartFrame(SampleCharts.LossOverTime, ChartSize.Wide);

        using SKBitmap picture = Decoded(new ScottPlotRenderer().RenderPng(SampleCharts.LossOverTime));

        Assert.Equal(SKColor.Parse(ChartTheme.Series[0].Light), At(picture, frame.Left + frame.X.Position(8.75), frame.Top + 100));
        Assert.Equal(SKColor.Parse(ChartTheme.Paper.Light), At(picture, frame.Left + frame.X.Position(4.2), frame.Top + 100));
        Assert.Contains(Row(picture, 22), dot => dot == SKColor.Parse(ChartTheme.Ink.Light));
    }

    [Fact]
    public void Drawings_are_png_too()
    {
        IReadOnlyList<IPicture> drawings =
            [.. SampleReport.Model.Document().Pictures.Select(picture => picture.Content).OfType<IDrawing>()];

        SKBitmap[] pictures = [.. drawings.Select(drawing => Decoded(new ScottPlotRenderer().RenderPng(drawing)))];

        Assert.Equal(2, pictures.Length);
        Assert.All(pictures, picture => Assert.Equal(ChartSize.Wide.Width * 2, picture.Width));
        Assert.All(pictures, picture => Assert.Contains(Row(picture, 22), dot => dot == SKColor.Parse(ChartTheme.Ink.Light)));
    }

    [Fact]
    public void A_drawing_of_what_cannot_be_painted_is_refused() =>
        Assert.Throws<NotSupportedException>(() => new ScottPlotRenderer().RenderPng(new Ellipse()));

    private static SKBitmap Decoded(byte[] png) => SKBitmap.Decode(png);

    private static SKColor At(SKBitmap picture, double x, double y) => picture.GetPixel((int)(x * 2), (int)(y * 2));

    private static IEnumerable<SKColor> Row(SKBitmap picture, int y) =>
        Enumerable.Range(0, picture.Width).Select(x => picture.GetPixel(x, y * 2));

    private sealed class Ellipse : IDrawing
    {
        public string Title => "An ellipse";

        public Markup Draw(ChartPlacement placement) =>
            new("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><ellipse/></svg>");
    }
}
