namespace NetComm.Reporting.Document;

/// <summary>Words of a phrase that look alike.</summary>
/// <param name="Text">The words, as plain text.</param>
/// <param name="Kind">How they look.</param>
/// <param name="Target">Where a link leads: <c>#id</c> of a section, or a file beside the report.</param>
internal readonly record struct TextSpan(string Text, TextSpanKind Kind, string? Target = null);
