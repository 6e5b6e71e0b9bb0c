using NetComm.Benchmarks;

return args switch
{
    ["throughput"] => Throughput.Run(quick: false),
    ["throughput", "--quick"] => Throughput.Run(quick: true),
    ["ping-pong"] => PingPong.Run(quick: false),
    ["ping-pong", "--quick"] => PingPong.Run(quick: true),
    ["tcp"] => TcpBulk.Run(quick: false),
    ["tcp", "--quick"] => TcpBulk.Run(quick: true),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: NetComm.Benchmarks throughput|ping-pong|tcp [--quick]");
    return 2;
}
