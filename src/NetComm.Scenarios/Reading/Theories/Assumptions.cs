namespace NetComm.Scenarios.Reading.Theories;

/// <summary>Checks a scenario against a theory's assumptions, and makes the theory with the scenario's parameters.</summary>
internal sealed class Assumptions(ResolveContext draft, ResolvedModel model, string title, string theory)
{
    private readonly TheoryPreconditions _ground = new(draft, model, title, theory);

    /// <summary>The theory for a flow or link, on real sockets or simulated; null where an assumption is not met.</summary>
    public Oracle? Of(YamlScalar subject, bool ofFlow, bool onRealSockets)
    {
        _ground.CheckNetwork();
        Oracle? oracle = theory switch
        {
            "gilbert-elliott" => new BurstAssumptions(_ground).Of(subject, ofFlow),
            "mathis" => new RateAssumptions(_ground).Of(subject, onRealSockets),
            "mm1" or "md1" or "mg1" or "mm1k" => new QueueAssumptions(_ground).Of(subject, ofFlow),
            _ => null,
        };
        return _ground.Holds ? oracle : null;
    }
}
