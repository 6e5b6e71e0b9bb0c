namespace NetComm.Tracing;

/// <summary>
/// What a comment says of a packet. Where it set out: all that happened to it, also later and elsewhere. Where it came in: what happened on
/// its way there, and there.
/// </summary>
internal sealed class CaptureComments(TraceHeader header)
{
    /// <summary>A packet to many can meet more; the others are counted.</summary>
    private const int Most = 5;

    /// <summary>The comment; null where all went as it should.</summary>
    public string? Of(in CapturedRow row)
    {
        IReadOnlyList<CaptureRemark> remarks = row.Frame.Packet.Remarks;
        if (remarks.Count == 0) return null;
        var texts = new List<string>();
        foreach (CaptureRemark remark in remarks)
        {
            if (remark.Frame is { IsCutOff: true }) continue;
            if (row.IsArrival && !IsOnTheWayTo(row, remark)) continue;
            string text = remark.Text(header, remark.Kind == RemarkKind.Duplicated && IsCopyOf(row, remark.Frame!));
            if (!texts.Contains(text)) texts.Add(text);
        }

        if (texts.Count == 0) return null;
        string told = string.Join("; ", texts.Take(Most));
        return texts.Count <= Most ? told : $"{told}; and {texts.Count - Most} more";
    }

    private bool IsOnTheWayTo(in CapturedRow row, in CaptureRemark remark)
    {
        if (remark.Where.Node is { } node)
            return remark.At == row.At && header.Directions[row.Frame.Direction.Index].ToNode == node;
        for (CapturedFrame? frame = row.Frame; frame is not null; frame = frame.CameBy.Frame)
        {
            if (remark.Frame is { } at ? at == frame : remark.Kind == RemarkKind.Marked && remark.Where.Direction == frame.Direction)
                return true;
        }

        return false;
    }

    /// <summary>Whether what a capture saw is, or comes from, the second of two that a frame became.</summary>
    private static bool IsCopyOf(in CapturedRow row, CapturedFrame duplicated)
    {
        if (row.Frame == duplicated) return row.IsCopy;
        for (CapturedFrame frame = row.Frame; frame.CameBy.Frame is { } before; frame = before)
        {
            if (before == duplicated) return frame.CameBy.IsCopy;
        }

        return false;
    }
}
