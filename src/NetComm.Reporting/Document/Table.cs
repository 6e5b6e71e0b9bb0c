namespace NetComm.Reporting.Document;

/// <summary>A table. The first cell of each row names the row.</summary>
/// <param name="Rows">As many cells each as there are columns.</param>
internal sealed record Table(string Caption, IReadOnlyList<Table.Column> Columns, IReadOnlyList<IReadOnlyList<RichText>> Rows) : Block
{
    /// <summary>Unique in the report, where something links to it.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the heading over it says what its caption does, which is then for readers who cannot see.</summary>
    public bool IsTitled { get; init; }

    public static Table Of<T>(string caption, IReadOnlyList<Column> columns, IEnumerable<T> things, Func<T, IReadOnlyList<RichText>> row) =>
        new(caption, columns, [.. things.Select(row)]);

    /// <summary>A column; of numbers it is set to the right.</summary>
    internal sealed record Column(string Heading, bool IsNumber = true);
}
