using NetComm.Benchmarks;

return args switch
{
    ["throughput"] => Throughput.Run(quick: false),
    ["throughput", "--quick"] => Throughput.Run(quick: true),
    ["ping-pong"] => PingPong.Run(quick: false),
    ["ping-pong", "--quick"] => PingPong.Run(quick: true),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: NetComm.Benchmarks throughput|ping-pong [--quick]");
    return 2;
}
