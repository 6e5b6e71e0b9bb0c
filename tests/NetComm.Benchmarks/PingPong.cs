using System.Diagnostics;
using System.Globalization;
using NetComm.Runtime.AkkaHosting;

namespace NetComm.Benchmarks;

/// <summary>
/// Two actors that hand one message to and fro, on the runtime of this build: what a message costs where nothing else does.
/// </summary>
internal static class PingPong
{
    private const int Rounds = 5;

    private sealed class Ball
    {
        internal long Left;
        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Serve(IActorRef To, Ball Ball);

    private sealed class PlayerActor : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Ball ball) Return(ball);
            else if (message is Serve serve) serve.To.Tell(serve.Ball, Self);
        }

        private void Return(Ball ball)
        {
            if (--ball.Left > 0) Sender.Tell(ball, Self);
            else ball.Done.SetResult();
        }
    }

    internal static int Run(bool quick)
    {
        long messages = quick ? 300_000 : 5_000_000;
        using SimulationSystem simulation = ActorRuntime.CreateSimulation("one-thread");
        Measure("one thread", simulation.System, messages, simulation.Deliver);
        using ActorSystem pool = ActorRuntime.CreateSystem("thread-pool");
        Measure("thread pool", pool, messages / 10, (actor, message) => actor.Tell(message, ActorRefs.NoSender));
        return 0;
    }

    private static void Measure(string kind, ActorSystem system, long messages, Action<IActorRef, object> tell)
    {
        IActorRef ping = system.ActorOf(Props.Create(() => new PlayerActor()), "ping");
        IActorRef pong = system.ActorOf(Props.Create(() => new PlayerActor()), "pong");
        var speeds = new List<double>();
        for (int round = 0; round <= Rounds; round++)
        {
            var ball = new Ball { Left = messages };
            long start = Stopwatch.GetTimestamp();
            tell(ping, new Serve(pong, ball));
            ball.Done.Task.GetAwaiter().GetResult();

            // The first round warms up.
            if (round > 0) speeds.Add(messages / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        speeds.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ActorRuntime.Name}, {kind}: median {speeds[Rounds / 2] / 1e6:0.00} M messages/s (min " +
            $"{speeds[0] / 1e6:0.00}, max {speeds[^1] / 1e6:0.00})"));
    }
}
