namespace NetComm.Protocols.Igmp;

/// <summary>The host's part of IGMPv3 on an interface (RFC 3376 §5); version 2 for 260 s after a query of that version (§7.2.1).</summary>
/// <remarks>
/// A join is for packets from any source. There is one join and one leave for each group: the caller counts its sockets. Not modelled:
/// source filters, version 1, other values of robustness and interval than the defaults.
/// </remarks>
internal sealed class IgmpHost(RandomStream random) : ProtocolMachine<IgmpEffect>
{
    /// <summary>As many records as fit into a packet of 1500 bytes: (1500 − 24 − 8) / 8.</summary>
    private const int RecordsPerReport = 183;

    private static readonly Ipv4Address NoGroup = Ipv4Address.Any;

    private readonly SortedSet<Ipv4Address> _groups = [];
    private readonly TimerTable<(Timer Kind, Ipv4Address Group)> _timers = new();

    /// <summary>How many more times each change has to be reported.</summary>
    private readonly Dictionary<Ipv4Address, int> _repeats = [];

    /// <remarks>Timers of one instant expire in this order.</remarks>
    private enum Timer
    {
        Version2Querier,
        GeneralAnswer,
        GroupAnswer,
        Change,
    }

    /// <summary>Whether a query of version 2 was received within the last 260 s.</summary>
    public bool SpeaksVersion2 => _timers[(Timer.Version2Querier, NoGroup)] is not null;

    public override SimTime? NextTimer => _timers.Next;

    /// <summary>Membership that is known to all when the run begins: nothing is sent for it.</summary>
    public void PreJoined(IEnumerable<Ipv4Address> groups) => _groups.UnionWith(groups);

    public void Join(Ipv4Address group, SimTime now)
    {
        if (_groups.Add(group)) Change(group, now);
    }

    public void Leave(Ipv4Address group, SimTime now)
    {
        if (_groups.Remove(group)) Change(group, now);
    }

    public void Received(IgmpMessage message, SimTime now)
    {
        switch (message)
        {
            case IgmpMessage.QueryV3 query:
                Asked(new(query.Group), query.MaximumResponse, now);
                break;
            case IgmpMessage.QueryV2 query:
                if (query.Group == NoGroup.Value) HeardVersion2Querier(now);
                Asked(new(query.Group), query.MaximumResponse, now);
                break;
            case IgmpMessage.ReportV2 report when SpeaksVersion2: // RFC 2236 §3: another member has answered
                _timers.Cancel((Timer.GroupAnswer, new(report.Group)));
                break;
        }
    }

    public override void TimerExpired(SimTime now)
    {
        while (_timers.TryTake(now, out (Timer Kind, Ipv4Address Group) timer))
        {
            switch (timer.Kind)
            {
                case Timer.Version2Querier:
                    ForgetAnswersAndChanges();
                    break;
                case Timer.GeneralAnswer:
                    ReportCurrent(_groups.Where(IsReported));
                    break;
                case Timer.GroupAnswer:
                    ReportCurrent([timer.Group]);
                    break;
                case Timer.Change:
                    ReportChange(timer.Group, now);
                    break;
            }
        }
    }

    private static bool IsReported(Ipv4Address group) => group != IgmpAddress.AllHosts;

    /// <summary>§5.1: a newer change of the same group replaces one that is still being repeated.</summary>
    private void Change(Ipv4Address group, SimTime now)
    {
        _timers.Cancel((Timer.GroupAnswer, group));
        if (!IsReported(group)) return;
        _repeats[group] = IgmpTiming.Robustness;
        ReportChange(group, now);
    }

    private void ReportChange(Ipv4Address group, SimTime now)
    {
        bool isMember = _groups.Contains(group);
        if (SpeaksVersion2) SendVersion2(group, isMember);
        else SendReport([isMember ? IgmpGroupRecord.Join(group.Value) : IgmpGroupRecord.Leave(group.Value)]);

        // RFC 2236 §3: a leave of version 2 is sent once.
        if (--_repeats[group] > 0 && (isMember || !SpeaksVersion2))
            _timers.Set(
                (Timer.Change, group),
                now + random.UpTo(SpeaksVersion2 ? IgmpTiming.UnsolicitedReportIntervalV2 : IgmpTiming.UnsolicitedReportInterval));
        else _repeats.Remove(group);
    }

    /// <summary>§5.2; in version 2 a general query is answered with a report for each group (RFC 2236 §3).</summary>
    private void Asked(Ipv4Address group, SimDuration limit, SimTime now)
    {
        if (group == NoGroup && SpeaksVersion2)
        {
            foreach (Ipv4Address joined in _groups.Where(IsReported)) AnswerWithin(limit, (Timer.GroupAnswer, joined), now);
        }
        else if (group == NoGroup && _groups.Any(IsReported))
        {
            AnswerWithin(limit, (Timer.GeneralAnswer, NoGroup), now);
        }
        else if (IsReported(group) && _groups.Contains(group))
        {
            AnswerWithin(limit, (Timer.GroupAnswer, group), now);
        }
    }

    /// <summary>A pending answer that is due sooner answers this query too (§5.2, rules 1 and 5).</summary>
    private void AnswerWithin(SimDuration limit, (Timer Kind, Ipv4Address Group) answer, SimTime now)
    {
        SimTime due = now + random.UpTo(limit);
        if (_timers[(Timer.GeneralAnswer, NoGroup)] <= due || _timers[answer] <= due) return;
        _timers.Set(answer, due);
    }

    private void HeardVersion2Querier(SimTime now)
    {
        if (!SpeaksVersion2) ForgetAnswersAndChanges();
        _timers.Set((Timer.Version2Querier, NoGroup), now + IgmpTiming.OlderVersionQuerierInterval);
    }

    /// <summary>§7.2.1: a change of version cancels all that is pending.</summary>
    private void ForgetAnswersAndChanges()
    {
        _timers.Clear();
        _repeats.Clear();
    }

    private void ReportCurrent(IEnumerable<Ipv4Address> groups)
    {
        if (SpeaksVersion2)
        {
            foreach (Ipv4Address group in groups) SendVersion2(group, isMember: true);
            return;
        }

        foreach (IgmpGroupRecord[] records in groups.Select(group => new IgmpGroupRecord(IgmpRecordType.ModeIsExclude, group.Value, []))
            .Chunk(RecordsPerReport))
            SendReport(records);
    }

    private void SendReport(IReadOnlyList<IgmpGroupRecord> records) =>
        Effects.Add(new IgmpEffect.Send(new IgmpMessage.ReportV3(records), IgmpAddress.AllVersion3Routers));

    private void SendVersion2(Ipv4Address group, bool isMember) => Effects.Add(isMember
        ? new IgmpEffect.Send(new IgmpMessage.ReportV2(group.Value), group)
        : new IgmpEffect.Send(new IgmpMessage.LeaveV2(group.Value), IgmpAddress.AllRouters));
}

internal abstract record IgmpEffect
{
    /// <summary>Send with a time to live of 1 and Router Alert (RFC 3376 §4). A switch: out of all ports, from 0.0.0.0.</summary>
    public sealed record Send(IgmpMessage Message, Ipv4Address Destination) : IgmpEffect;

    /// <summary>From now on a router's network has members of the group, or has none any more.</summary>
    public sealed record MembershipChanged(Ipv4Address Group, bool HasMembers) : IgmpEffect;
}
