using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NetComm.Scenarios.Recordings;

namespace NetComm.Scenarios.Tests.Recordings;

/// <summary>Captures that others wrote of a real exchange say the same here as to them.</summary>
public sealed class CapturedByOthersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netcomm-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void A_real_exchange_has_the_times_and_sizes_that_tshark_tells_in_each_form_of_file()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)receiver.Client.LocalEndPoint!).Port;
        string real = Path.Combine(_folder, "real.pcapng");
        using Process dumpcap = Process.Start(new ProcessStartInfo(
            ExternalTool.Require("dumpcap"), ["-q", "-i", "lo", "-f", $"udp dst port {port}", "-c", "20", "-w", real])
        {
            RedirectStandardError = true,
        })!;
        using var sender = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        // Until dumpcap has seen its 20 packets; it may miss the first.
        for (int i = 0; i < 20_000 && !dumpcap.WaitForExit(1); i++)
            sender.Send(new byte[1 + (i % 500)], new IPEndPoint(IPAddress.Loopback, port));
        if (!dumpcap.HasExited) dumpcap.Kill();
        dumpcap.WaitForExit();
        Skip.If(dumpcap.ExitCode != 0, "this user may not capture");

        foreach (string form in (string[])["pcapng", "pcap", "nsecpcap"])
        {
            string file = Path.Combine(_folder, "as." + form);
            Assert.Equal(0, ExternalTool.Run("editcap", ["-F", form, real, file]).ExitCode);
            RecordedTraffic played = Recording.Of(File.ReadAllBytes(file)).Play(null);

            Assert.Equal(20, played.Sends.Count);
            Assert.Equal(Told(file), played.Sends.Select(send => (send.After.Picoseconds / 1_000_000, send.Bytes)));
        }
    }

    // Microseconds since the first, cut as ours are.
    private static IEnumerable<(long, int)> Told(string file)
    {
        (int exitCode, string output, string errors) = ExternalTool.Run(
            "tshark", ["-n", "-r", file, "-T", "fields", "-e", "frame.time_relative", "-e", "udp.length"]);
        Assert.True(exitCode == 0, errors);
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split('\t');
            decimal after = decimal.Parse(fields[0], CultureInfo.InvariantCulture);
            yield return ((long)(after * 1_000_000), int.Parse(fields[1], CultureInfo.InvariantCulture) - 8);
        }
    }
}
