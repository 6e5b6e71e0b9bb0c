namespace NetComm.Sim.Model;

/// <summary>What an FTP client does next.</summary>
public abstract record FtpOrder
{
    private FtpOrder()
    {
    }

    /// <summary>Lists the directory that it is in.</summary>
    public sealed record List : FtpOrder;

    /// <summary>Fetches a file.</summary>
    public sealed record Get(string Path) : FtpOrder;

    /// <summary>Stores a file.</summary>
    public sealed record Put(string Path, string Data) : FtpOrder;
}
