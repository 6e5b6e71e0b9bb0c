namespace NetComm.Reporting.Document;

/// <summary>How words of a phrase look.</summary>
internal enum TextSpanKind
{
    /// <summary>As the text around them.</summary>
    Plain,

    /// <summary>Set apart: names in a sentence.</summary>
    Strong,

    /// <summary>As typed or printed by a machine.</summary>
    Code,

    /// <summary>Never broken over two lines.</summary>
    OneLine,

    /// <summary>A link.</summary>
    Link,

    /// <summary>Something came out as it should.</summary>
    Good,

    /// <summary>Something went wrong.</summary>
    Bad,

    /// <summary>A remark in small letters on a line of its own.</summary>
    Remark,
}
