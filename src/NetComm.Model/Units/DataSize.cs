using System.Globalization;

namespace NetComm.Model;

/// <summary>An amount of data in bytes, 0 or more.</summary>
public readonly record struct DataSize(long Bytes) : IComparable<DataSize>
{
    /// <summary>This many bytes.</summary>
    public static DataSize FromBytes(long bytes) => new(bytes);

    /// <inheritdoc/>
    public int CompareTo(DataSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The size in bytes: <c>1500 B</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bytes} B");
}
