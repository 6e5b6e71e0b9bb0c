namespace NetComm.Reporting.Sections;

/// <summary>A section of the report: what it gathers from the trace, and what it says of the run.</summary>
internal abstract class ReportSection
{
    /// <summary>What reads the trace before <see cref="Build"/>. Sections that tell of the same things share a fold.</summary>
    public virtual IReadOnlyList<ITraceFold> Folds => [];

    /// <summary>The section; null where the run gives it nothing to say.</summary>
    public abstract Section? Build(ReportContext context);
}
