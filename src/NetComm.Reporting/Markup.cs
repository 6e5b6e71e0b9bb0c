namespace NetComm.Reporting;

/// <summary>A piece of HTML or SVG that is already well formed and escaped. A plain string never is: it becomes text.</summary>
/// <param name="Text">The markup as written to the file.</param>
internal readonly record struct Markup(string Text)
{
    /// <summary>No markup.</summary>
    public static Markup None { get; } = new("");

    /// <summary>Markup from an interpolated string: <c>Markup.Of($"&lt;b&gt;{name}&lt;/b&gt;")</c> escapes the name.</summary>
    public static Markup Of(MarkupHandler markup) => markup.ToMarkup();

    /// <inheritdoc/>
    public override string ToString() => Text;
}
