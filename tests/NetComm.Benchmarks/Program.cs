using NetComm.Benchmarks;

return args switch
{
    ["throughput"] => Throughput.Run(quick: false),
    ["throughput", "--quick"] => Throughput.Run(quick: true),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: NetComm.Benchmarks throughput [--quick]");
    return 2;
}
