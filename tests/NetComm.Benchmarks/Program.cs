using NetComm.Benchmarks;
using NetComm.Benchmarks.Table;

bool quick = args.Contains("--quick");
string[] words = [.. args.Where(word => word != "--quick")];
return words switch
{
    ["all"] => SpeedTable.Run(quick),
    ["throughput"] or ["throughput", "10-flows"] => Throughput.Run(ThroughputLoad.TenFlows, quick),
    ["throughput", "1000-flows"] => Throughput.Run(ThroughputLoad.ThousandFlows, quick),
    ["throughput", "10000-flows"] => Throughput.Run(ThroughputLoad.TenThousandFlows, quick),
    ["throughput", "tcp"] => Throughput.Run(ThroughputLoad.Tcp, quick),
    ["ping-pong"] => PingPong.Run(quick),
    ["tcp"] => TcpBulk.Run(quick),
    ["idle-hosts"] => IdleHosts.Run(quick),
    ["sweep"] => SweepCost.Run(quick),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "usage: NetComm.Benchmarks all | throughput [10-flows | 1000-flows | 10000-flows | tcp] | ping-pong | tcp | idle-hosts | sweep, each with --quick to be short");
    return 2;
}
