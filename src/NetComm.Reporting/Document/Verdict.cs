namespace NetComm.Reporting.Document;

/// <summary>An outcome of the whole run.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="IsGood">Null where nothing was asked.</param>
internal sealed record Verdict(string Text, bool? IsGood);
