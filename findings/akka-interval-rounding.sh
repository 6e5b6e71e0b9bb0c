#!/usr/bin/env bash
# Guess: a repeated schedule of 19 ms fires 52 times a second, or, since the wheel of the scheduler turns every 10 ms, now and then
#        10 ms late: on average 52 a second all the same.
# Seen:  the interval is cut down to whole ticks. 19 ms is 10 ms, 29 ms is 20 ms: a sender "every 19 ms" sends nearly twice as much.
# With:  Akka 1.5.74 on .NET 10, akka.scheduler.tick-duration 10 ms as it comes.
# Matters here: no traffic of a loopback run may be timed by this scheduler; its rates would be wrong by up to a factor of two.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp Akka=1.5.74 <<'CS'
using Akka.Actor;

ActorSystem system = ActorSystem.Create("finding", "akka { loglevel = OFF, stdout-loglevel = OFF }");
int[] intervals = [10, 19, 20];
int[] fired = new int[intervals.Length];
using var stop = new Cancelable(system.Scheduler);
for (int i = 0; i < intervals.Length; i++)
{
    int which = i;
    TimeSpan interval = TimeSpan.FromMilliseconds(intervals[i]);
    system.Scheduler.Advanced.ScheduleRepeatedly(interval, interval, () => fired[which]++, stop);
}

await Task.Delay(3000);
stop.Cancel();
for (int i = 0; i < intervals.Length; i++) Console.WriteLine($"every {intervals[i]} ms, in 3 s: {fired[i]}");
Console.WriteLine($"19 ms fires as often as 10 ms: {(fired[1] > 0.9 * fired[0] ? "yes" : "no")}");
Console.WriteLine($"19 ms fires as often as 20 ms: {(fired[1] < 1.1 * fired[2] ? "yes" : "no")}");
await system.Terminate();
CS

expect '19 ms fires as often as 10 ms' yes
expect '19 ms fires as often as 20 ms' no
verdict
