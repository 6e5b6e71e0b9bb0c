using NetComm.Benchmarks;

bool quick = args.Contains("--quick");
string[] words = [.. args.Where(word => word != "--quick")];
return words switch
{
    ["throughput"] => Throughput.Run(ThroughputLoad.TenFlows, quick),
    ["throughput", "1000-flows"] => Throughput.Run(ThroughputLoad.ThousandFlows, quick),
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
        "usage: NetComm.Benchmarks throughput [1000-flows | tcp] | ping-pong | tcp | idle-hosts | sweep, each with --quick to be short");
    return 2;
}
