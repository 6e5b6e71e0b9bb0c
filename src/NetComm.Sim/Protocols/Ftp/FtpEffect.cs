using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols.Ftp;

/// <summary>What one end of an FTP session wants done: with its control connection, and with the data connection that it has at the time.</summary>
internal abstract record FtpEffect
{
    private FtpEffect()
    {
    }

    /// <summary>A line goes over the control connection.</summary>
    public sealed record Say(string Line) : FtpEffect;

    /// <summary>The control connection is closed once all is written.</summary>
    public sealed record Close : FtpEffect;

    /// <summary>A line for whoever runs the program.</summary>
    public sealed record Print(string Line) : FtpEffect;

    /// <summary>Of a server: listen anywhere for one data connection, and say where.</summary>
    public sealed record Listen : FtpEffect;

    /// <summary>Of a client: connect there for data, to the server's own address.</summary>
    public sealed record Connect(int Port) : FtpEffect;

    /// <summary>All this goes over the data connection, which is then closed.</summary>
    public sealed record SendData(FileContent Content) : FtpEffect;

    /// <summary>The data connection is read to its end.</summary>
    public sealed record ReceiveData : FtpEffect;

    /// <summary>The data connection, or the port where it is waited for, is given up.</summary>
    public sealed record DropData : FtpEffect;

    /// <summary>Of a client: all is done, or failed for this reason.</summary>
    public sealed record End(string Failure) : FtpEffect;
}
