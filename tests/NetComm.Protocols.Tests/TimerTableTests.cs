using static NetComm.Protocols.Tests.MachineDriver;

namespace NetComm.Protocols.Tests;

public sealed class TimerTableTests
{
    private readonly TimerTable<string> _timers = new();

    [Fact]
    public void Timers_expire_in_order_of_time_and_then_of_their_keys()
    {
        _timers.Set("late", At(3));
        _timers.Set("b", At(2));
        _timers.Set("a", At(2));
        _timers.Set("early", At(1));

        Assert.Equal(["early", "a", "b"], Expired(At(2)));
        Assert.Equal(At(3), _timers.Next);
    }

    [Fact]
    public void A_timer_set_again_expires_once()
    {
        _timers.Set("a", At(1));
        _timers.Set("a", At(2));

        Assert.Empty(Expired(At(1)));
        Assert.Equal(["a"], Expired(At(2)));
        Assert.Null(_timers.Next);
    }

    [Fact]
    public void A_cancelled_timer_does_not_expire()
    {
        _timers.Set("a", At(1));
        _timers.Set("b", At(2));
        _timers.Cancel("a");

        Assert.Null(_timers["a"]);
        Assert.Equal(At(2), _timers["b"]);
        Assert.Equal(["b"], Expired(At(9)));
    }

    private List<string> Expired(SimTime now)
    {
        List<string> keys = [];
        while (_timers.TryTake(now, out string? key))
            keys.Add(key);
        return keys;
    }
}
