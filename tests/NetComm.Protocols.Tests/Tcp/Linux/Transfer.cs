using System.Diagnostics;
using System.Text.Json;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;
using NetComm.Protocols.Tests.Tcp.Conversations;
using NetComm.Tracing;

namespace NetComm.Protocols.Tests.Tcp.Linux;

/// <summary>Carries out a plan in real time: ours at one end, Linux at the other, a wire each way between them.</summary>
internal sealed class Transfer
{
    // Far more than any needs; eleven timeouts in a row, each twice the last, take as long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    // tests/kernel/tcp.py
    private const uint LinuxAddress = 0x0A000001, OurAddress = 0x0A000002;
    private const ushort OurPort = TransferPlan.LinuxPort;

    private readonly EventLoop _loop = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Application _application;
    private readonly LinuxEnd _linux;
    private readonly EndCapture? _ours, _linuxs;
    private ushort _identification;
    private JsonElement? _report;

    private Transfer(TransferPlan plan, long seed, LinuxEnd linux, EndCapture? ours, EndCapture? linuxs)
    {
        Plan = plan;
        (_linux, _ours, _linuxs) = (linux, ours, linuxs);
        RandomStream luck = RandomStream.For(seed, $"ours:{plan.Name}");
        var settings = new TcpSettings
        {
            Options = plan.Options,
            LocalPort = OurPort,
            RemotePort = TransferPlan.LinuxPort,
            InitialSequenceNumber = (uint)luck.NextBits(),
            Mtu = plan.Mtu,
        };
        RandomStream forth = RandomStream.For(seed, $"forth:{plan.Luck}"), back = RandomStream.For(seed, $"back:{plan.Luck}");
        ToLinux = new(_loop, plan.ToLinux, plan.LinuxConnects ? back : forth, ArriveAtLinux);
        FromLinux = new(_loop, plan.FromLinux, plan.LinuxConnects ? forth : back, Arrive);
        _application = new(_loop, luck, plan.Ours, settings, Send);
        if (plan.LinuxConnects) _application.End.Listening();
    }

    public TransferPlan Plan { get; }

    public Wire ToLinux { get; }

    public Wire FromLinux { get; }

    /// <summary>What Linux says of it at the end.</summary>
    public JsonElement Linux => _report!.Value;

    public Application Ours => _application;

    /// <summary>When the first segment could leave.</summary>
    public SimTime Began { get; private set; }

    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Failure { get; private set; }

    /// <summary>Runs one until it is over.</summary>
    /// <param name="folder">Where a capture of each end is written; null: nowhere.</param>
    public static Transfer Run(TransferPlan plan, long seed, string? folder = null)
    {
        using EndCapture? ours = folder is null ? null : new(Path.Combine(folder, $"{plan.Name} ours.pcapng"));
        using EndCapture? linuxs = folder is null ? null : new(Path.Combine(folder, $"{plan.Name} linux.pcapng"));
        using var linux = new LinuxEnd(plan.ForLinux((int)(RandomStream.For(seed, $"Linux:{plan.Name}").NextBits() >> 40)));
        var transfer = new Transfer(plan, seed, linux, ours, linuxs);
        transfer.Failure = transfer.Run() ?? TransferChecks.Of(plan, transfer);
        return transfer;
    }

    public override string ToString() => $"{Plan}\n  ours: {_application}\n  Linux: {_report}";

    private SimTime Now => SimTime.Zero + SimDuration.FromTimeSpan(_clock.Elapsed);

    private bool IsOver => _report is not null && _application.IsOver && _application.End.Tcp.State is TcpState.Closed or TcpState.TimeWait;

    private string? Run()
    {
        while (!IsOver)
        {
            if (_clock.Elapsed > Patience) return "it hangs";
            if (_linux.Messages.IsCompleted) return $"tcp.py ended: {_linux.Errors}";
            TakeMessages();
            _loop.Run(Now);
        }

        return null;
    }

    /// <summary>Waits until something comes or something is due.</summary>
    private void TakeMessages()
    {
        double due = (_loop.Next - Now).TotalSeconds;
        TimeSpan wait = due > LongestWait.TotalSeconds ? LongestWait : TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(due * 1000)));
        while (_linux.Messages.TryTake(out LinuxEnd.Message? message, wait))
        {
            wait = TimeSpan.Zero;
            if (message is LinuxEnd.Message.Packet packet) _loop.At(Now, () => LeaveLinux(packet.Bytes));
            else if (message is LinuxEnd.Message.Words words && words.Json.TryGetProperty("ready", out _)) _loop.At(Now, Begin);
            else if (message is LinuxEnd.Message.Words report) _report = report.Json;
        }
    }

    private void Begin()
    {
        Began = _loop.Now;
        if (!Plan.LinuxConnects) _application.End.Open();
    }

    private void Send(TcpSegment segment)
    {
        int size = Ipv4Header.MinimumSize + segment.Header.Size;
        var packet = new byte[size + segment.Length];
        _application.End.Tcp.CopyPayload(segment.Offset, packet.AsSpan(size));
        segment.Header.Write(packet.AsSpan(Ipv4Header.MinimumSize), OurAddress, LinuxAddress);
        new Ipv4Header(IpProtocol.Tcp, OurAddress, LinuxAddress)
        {
            Identification = _identification++,
            DontFragment = true,
            TypeOfService = (byte)(segment.IsEcnCapable ? EcnCodepoint.Capable0 : EcnCodepoint.NotCapable),
        }.Write(packet);
        _ours?.Add(packet, _loop.Now);
        ToLinux.Send(packet);
    }

    private void ArriveAtLinux(byte[] packet, SimTime now)
    {
        _linuxs?.Add(packet, now);
        _linux.Give(packet);
    }

    private void LeaveLinux(byte[] packet)
    {
        _linuxs?.Add(packet, _loop.Now);
        FromLinux.Send(packet);
    }

    private void Arrive(byte[] packet, SimTime now)
    {
        _ours?.Add(packet, now);
        if (Ipv4Header.Read(packet, out Ipv4Header ip, out ReadOnlySpan<byte> segment) != Defect.None) return;
        if (TcpHeader.Read(segment, ip.Source, ip.Destination, out TcpHeader header, out ReadOnlySpan<byte> payload) != Defect.None) return;
        _application.End.Arrive(header, payload.Length, payload);
    }

    /// <summary>What one end sends and gets.</summary>
    private sealed class EndCapture : IDisposable
    {
        private readonly FileStream _file;
        private readonly PcapngWriter _writer;

        internal EndCapture(string path)
        {
            _file = File.Create(path);
            _writer = new(_file);
            _writer.AddInterface("tun0");
        }

        public void Dispose() => _file.Dispose();

        internal void Add(byte[] packet, SimTime now) => _writer.WritePacket(0, (ulong)(now.Picoseconds / 1000), packet);
    }
}
