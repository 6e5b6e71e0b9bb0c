using System.Security.Cryptography;

namespace NetComm.Tracing;

/// <summary>What is done with each block of events, in order: hash, folds, spool.</summary>
internal sealed class TraceDigest(ITraceFold[] folds, TraceSpool? spool) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal void Take(ReadOnlySpan<TraceEvent> slots)
    {
        if (slots.IsEmpty) return;
        TraceBytes.Hash(_hash, slots);
        foreach (ITraceFold fold in folds) fold.Fold(slots);
        spool?.Add(slots);
    }

    internal string Hash() => "sha256:" + Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
