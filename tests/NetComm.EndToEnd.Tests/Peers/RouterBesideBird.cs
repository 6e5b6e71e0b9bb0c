using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Rip;

namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>
/// A RIP router of ours, whose first interface is at a real cable with bird at the other end (tests/kernel/rip.py), and whose second one is
/// at a network that only it knows. Its time is the machine's.
/// </summary>
internal sealed class RouterBesideBird : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long a condition is left alone while nothing comes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string _folder;
    private readonly Process _process;
    private readonly BlockingCollection<JsonElement> _lines = [];
    private readonly ConcurrentQueue<string?> _errors = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly RipRouter _router;
    private readonly List<(bool ByOurs, RipMessage Message)> _said = [];
    private string? _answer;

    private RouterBesideBird(string folder, Ipv4Network ownNetwork)
    {
        _folder = folder;
        string script = Path.Combine(AppContext.BaseDirectory, "kernel", "rip.py");
        _process = Process.Start(new ProcessStartInfo("unshare", ["-rn", "python3", "-u", script, Path.Combine(folder, "bird.conf")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Ipv4Address own = Ipv4Address.FromOctets(10, 0, 0, 1);
        _router = new RipRouter(
            [new(own, new(Ipv4Address.FromOctets(10, 0, 0, 0), 24)), new(new(ownNetwork.Address.Value + 1), ownNetwork)],
            RandomStream.For(1, "router:ours"));
    }

    private SimTime Now => SimTime.Zero + SimDuration.FromTimeSpan(_time.Elapsed);

    /// <param name="networks">What bird knows besides the cable: protocols of its configuration.</param>
    /// <param name="ownNetwork">What ours knows besides.</param>
    internal static async Task<RouterBesideBird> StartAsync(string networks, Ipv4Network ownNetwork)
    {
        foreach (string tool in (string[])["python3", "ip", "bird"]) ExternalTool.Require(tool);
        ExternalTool.RequireThat("unshare", "network namespaces are not permitted here", "-rn", "true");
        string folder = Directory.CreateTempSubdirectory("netcomm-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "bird.conf"), $$"""
            log stderr all;
            router id 10.0.0.2;
            protocol device { }
            {{networks}}
            protocol rip { ipv4 { import all; export all; }; interface "theirs" { version 2; mode multicast; }; }

            """);
        var place = new RouterBesideBird(folder, ownNetwork);
        try
        {
            Assert.True(place._lines.TryTake(out _, Patience), $"bird did not begin: {place.Errors}");
            place._router.Start(place.Now);
            place.Send();
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    internal RipRoute? RouteOfOurs(Ipv4Network network) => _router.Routes.FirstOrDefault(route => route.Network == network);

    /// <summary>The metric that one of both last told the other of a network.</summary>
    internal uint? MetricSaid(bool byOurs, Ipv4Network network) =>
        (from said in _said
         where said.ByOurs == byOurs && said.Message.Command == RipCommand.Response
         from entry in said.Message.Entries
         where entry.Address == network.Address.Value
         select (uint?)entry.Metric).LastOrDefault();

    /// <summary>What ours knows besides the cable goes down or comes up.</summary>
    internal void SetOurNetwork(bool isUp)
    {
        if (isUp) _router.InterfaceUp(1, Now);
        else _router.InterfaceDown(1, Now);
        Send();
    }

    /// <summary>What bird answers to a command.</summary>
    internal string Ask(string command)
    {
        _answer = null;
        Write(new JsonObject { ["ask"] = command });
        Until(() => _answer is not null);
        return _answer!;
    }

    /// <summary>Lets both go on until the condition holds.</summary>
    internal void Until(Func<bool> holds)
    {
        for (var waited = Stopwatch.StartNew(); !holds();)
        {
            Assert.True(waited.Elapsed < Patience && !_process.HasExited, $"it did not come to that: {Errors}");
            if (_lines.TryTake(out JsonElement line, Pause)) Take(line);
            if (_router.NextTimer is { } due && due <= Now) _router.TimerExpired(Now);
            Send();
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience)) _process.Kill();
        _process.Dispose();
        _lines.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Errors => string.Join('\n', _errors);

    private void Add(string? line)
    {
        if (line is not null) _lines.Add(JsonDocument.Parse(line).RootElement);
    }

    private void Take(JsonElement line)
    {
        if (line.TryGetProperty("said", out JsonElement said))
        {
            _answer = said.GetString();
            return;
        }

        byte[] bytes = Convert.FromHexString(line.GetProperty("received").GetString()!);
        Assert.Equal(Defect.None, RipMessage.Read(bytes, out RipMessage? message));
        Assert.True(Ipv4Address.TryParse(line.GetProperty("from").GetString()!, out Ipv4Address source));
        _said.Add((false, message!));
        _router.Received(0, message!, source, line.GetProperty("port").GetUInt16(), Now);
    }

    /// <summary>Nobody else is at the second network, where what is sent is heard by no one.</summary>
    private void Send()
    {
        RipEffect.Send[] all = [.. _router.Effects.OfType<RipEffect.Send>().Where(sent => sent.Interface == 0)];
        _router.Effects.Clear();
        foreach (RipEffect.Send sent in all)
        {
            var bytes = new byte[sent.Message.Size];
            sent.Message.Write(bytes);
            _said.Add((true, sent.Message));
            Write(new JsonObject
            {
                ["send"] = Convert.ToHexString(bytes).ToLower(CultureInfo.InvariantCulture),
                ["to"] = sent.Destination.ToString(),
                ["port"] = sent.Port,
            });
        }
    }

    private void Write(JsonObject line)
    {
        _process.StandardInput.WriteLine(line.ToJsonString());
        _process.StandardInput.Flush();
    }
}
