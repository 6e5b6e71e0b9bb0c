using System.Text;

namespace NetComm.Model;

/// <summary>FNV-1a, 64 bits: a hash that is the same in every process, unlike that of <see cref="string"/>.</summary>
internal static class Fnv1a
{
    // Offset basis and prime of the 64-bit variant, from the FNV authors' page.
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    internal static ulong Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    internal static ulong Hash(ReadOnlySpan<byte> octets)
    {
        ulong hash = OffsetBasis;
        foreach (byte octet in octets) hash = (hash ^ octet) * Prime;
        return hash;
    }
}
