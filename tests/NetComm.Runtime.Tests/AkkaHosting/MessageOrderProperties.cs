using FsCheck.Xunit;
using NetComm.Runtime.Tests.AkkaHosting.Programs;

namespace NetComm.Runtime.Tests.AkkaHosting;

/// <summary>
/// Whatever actors do, they see the same in the same order past their mailboxes, by them, and where nothing of ours is used.
/// </summary>
public sealed class MessageOrderProperties : IDisposable
{
    /// <summary>What the actors of two hundred programs must have seen, and how often at least.</summary>
    private static readonly (string Kind, int AtLeast)[] MustHappen =
    [
        ("gets", 5000), ("dead letter", 1000), ("stops", 1000), ("restarted", 100), ("keeps its children", 30), ("terminated", 50),
        ("Stash", 200), ("Unstash", 200), ("UnstashAll", 200), ("timer", 150), ("silence", 50), ("answered", 100), ("unanswered", 100),
        ("fails while made", 50), ("fails at start", 50), ("fails before restart", 5), ("fails after restart", 8), ("fails at stop", 20),
        ("one for one Resume", 20), ("one for one Restart", 20), ("one for one Stop", 20), ("one for one Escalate", 20),
        ("all for one Resume", 20), ("all for one Restart", 20), ("all for one Stop", 20), ("all for one Escalate", 20),
    ];

    private ReferenceSystem _reference = new();
    private SimulatedProgramSystem _mailboxes = new(goesPastMailboxes: false);
    private SimulatedProgramSystem _direct = new(goesPastMailboxes: true);

    public void Dispose()
    {
        _reference.Dispose();
        _mailboxes.Dispose();
        _direct.Dispose();
    }

    // The sizes spread the numbers: from FsCheck's own most would be the same few.
    [Property(MaxTest = 500, StartSize = 100_000, EndSize = 1_000_000)]
    public void Every_actor_sees_the_same_in_the_same_order_past_the_mailboxes(int number)
    {
        List<string> expected = RandomProgram.Run(number, _reference).Log;
        List<string> byMailboxes = RandomProgram.Run(number, _mailboxes).Log;
        List<string> direct = RandomProgram.Run(number, _direct).Log;
        if (!expected.SequenceEqual(byMailboxes) || !expected.SequenceEqual(direct)) StartAnew();

        Assert.Equal(expected, byMailboxes);
        Assert.Equal(expected, direct);
    }

    [Fact]
    public void These_programs_fail_restart_stash_watch_wait_and_ask_in_every_way()
    {
        RandomProgram[] programs = [.. Enumerable.Range(0, 200).Select(number => RandomProgram.Run(number, _direct))];

        Assert.All(MustHappen, must =>
        {
            int happened = programs.Sum(program => program.Counts.GetValueOrDefault(must.Kind));
            Assert.True(happened >= must.AtLeast, $"{must.Kind}: {happened} times, not {must.AtLeast}");
        });
    }

    [Fact]
    public void Most_messages_go_past_the_mailboxes_where_they_may_and_none_where_they_may_not()
    {
        Assert.InRange(ShareInMailboxes(_direct), 0.05, 0.6);
        Assert.Equal(1, ShareInMailboxes(_mailboxes));
    }

    /// <summary>The share of messages that an actor got while its mailbox ran.</summary>
    private static double ShareInMailboxes(SimulatedProgramSystem system)
    {
        int all = 0, inMailboxes = 0;
        for (int number = 0; number < 6; number++)
        {
            RandomProgram.Run(number, system, () =>
            {
                all++;
                if (system.RunsMailbox) inMailboxes++;
            });
        }

        return (double)inMailboxes / all;
    }

    /// <summary>What went wrong in one program may leave its systems in a state in which the next goes wrong too.</summary>
    private void StartAnew()
    {
        Dispose();
        (_reference, _mailboxes, _direct) = (new(), new(goesPastMailboxes: false), new(goesPastMailboxes: true));
    }
}
