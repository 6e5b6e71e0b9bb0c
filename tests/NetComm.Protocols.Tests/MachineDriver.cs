namespace NetComm.Protocols.Tests;

/// <summary>Drives a machine by hand: time passes, timers expire when they are due, and effects are taken out.</summary>
internal static class MachineDriver
{
    public static SimTime At(double seconds) => SimTime.Zero + SimDuration.FromPicoseconds(seconds * SimDuration.PerSecond);

    /// <summary>What the machine has done since the last time.</summary>
    public static List<TEffect> Take<TEffect>(this ProtocolMachine<TEffect> machine)
    {
        List<TEffect> taken = [.. machine.Effects];
        machine.Effects.Clear();
        return taken;
    }

    /// <summary>All that it does by itself up to and including this instant, each with its time.</summary>
    public static List<(SimTime Time, TEffect Effect)> RunUntil<TEffect>(this ProtocolMachine<TEffect> machine, double seconds)
    {
        List<(SimTime, TEffect)> done = [];
        while (machine.NextTimer is { } due && due <= At(seconds))
        {
            machine.TimerExpired(due);
            Assert.True(machine.NextTimer is null || machine.NextTimer > due, $"The timer of {due} is still due after it has expired.");
            done.AddRange(machine.Take().Select(effect => (due, effect)));
        }

        return done;
    }
}
