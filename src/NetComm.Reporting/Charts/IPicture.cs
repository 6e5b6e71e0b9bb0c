namespace NetComm.Reporting.Charts;

/// <summary>Something that a report shows: a <see cref="Chart"/>, or a drawing that is none.</summary>
internal interface IPicture
{
    /// <summary>One short line over it.</summary>
    string Title { get; }
}
