using System.Security.Cryptography;

namespace NetComm.Tracing;

/// <summary>What is done with each block of events, in order: spool, hash, folds. What cannot be kept is in none of them.</summary>
internal sealed class TraceDigest(ITraceFold[] folds, TraceSpool? spool) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal void Take(ReadOnlySpan<TraceEvent> slots)
    {
        if (slots.IsEmpty) return;
        spool?.Add(slots);
        Digest(slots);
    }

    /// <summary>Takes the end of a run of which nothing more can be kept on disk.</summary>
    internal void TakeLast(ReadOnlySpan<TraceEvent> slots)
    {
        spool?.AddLast(slots);
        Digest(slots);
    }

    internal string Hash() => "sha256:" + Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Digest(ReadOnlySpan<TraceEvent> slots)
    {
        TraceBytes.Hash(_hash, slots);
        foreach (ITraceFold fold in folds) fold.Fold(slots);
    }
}
