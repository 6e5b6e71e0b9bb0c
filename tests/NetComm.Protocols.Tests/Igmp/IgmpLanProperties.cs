using FsCheck.Xunit;
using static NetComm.Protocols.Tests.Igmp.IgmpScript;

namespace NetComm.Protocols.Tests.Igmp;

/// <summary>Hosts that come and go at random on a LAN with a switch and two routers, against who really is a member.</summary>
public sealed class IgmpLanProperties
{
    private static readonly Ipv4Address[] Groups = [News, Music];

    [Property(MaxTest = 50)]
    public void Three_seconds_after_the_last_change_routers_and_switch_know_who_is_a_member(int seed)
    {
        var random = RandomStream.For(seed, "changes");
        var lan = new IgmpLan(seed, hosts: 1 + RandomMap.Below(random, 6));

        for (int round = 0; round < 30; round++)
        {
            lan.RunUntil(lan.Now + SimDuration.FromSeconds(3) + SimDuration.FromSeconds(RandomMap.Below(random, 100)));
            Assert.Equal(1, lan.Queriers);
            Assert.All(Groups, group => Assert.Equal(lan.Expected(group), lan.Known(group)));

            for (int changes = RandomMap.Below(random, 5); changes > 0; changes--)
            {
                lan.Toggle(RandomMap.Below(random, lan.Hosts), Groups[RandomMap.Below(random, Groups.Length)]);
                lan.RunUntil(lan.Now + SimDuration.FromMilliseconds(RandomMap.Below(random, 1500)));
            }
        }
    }

    [Property(MaxTest = 50)]
    public void A_member_that_crashes_is_forgotten_within_four_and_a_half_minutes(int seed)
    {
        var random = RandomStream.For(seed, "changes");
        var lan = new IgmpLan(seed, hosts: 4);
        for (int host = 0; host < lan.Hosts; host++)
            lan.Toggle(host, Groups[RandomMap.Below(random, Groups.Length)]);
        lan.RunUntil(lan.Now + SimDuration.FromSeconds(RandomMap.Below(random, 300)));

        lan.Crash(RandomMap.Below(random, lan.Hosts));
        lan.RunUntil(lan.Now + SimDuration.FromSeconds(270));

        Assert.All(Groups, group => Assert.Equal(lan.Expected(group), lan.Known(group)));
    }
}
