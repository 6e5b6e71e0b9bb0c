namespace NetComm.Analysis;

/// <summary>
/// What became of several programs or apps under one name: they completed if all did, and failed if one did; what they printed stands one
/// behind the other; they have a status if all have the same,
/// and the completion time of the one that took longest.
/// </summary>
internal static class ProgramPool
{
    public static ProgramMeasurement Of(string name, IReadOnlyList<ProgramMeasurement> members)
    {
        ProgramMeasurement first = members[0];
        string[] failures = [.. members.Where(member => member.Failure is not null).Select(member => $"{member.Name}: {member.Failure}")];
        return new(
            name, members.Count == 1 ? first.Host : $"{first.Host} … {members[^1].Host}", members.All(member => member.Completed),
            failures.Length == 0 ? null : string.Join("; ", failures), [.. members.SelectMany(member => member.Printed)])
        {
            Kind = first.Kind,
            Status = members.All(member => member.Status == first.Status) ? first.Status : null,
            CompletionTime = members.All(member => member.Completed) ? members.Max(member => member.CompletionTime) : null,
        };
    }
}
