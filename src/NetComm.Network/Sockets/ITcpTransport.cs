namespace NetComm.Network;

/// <summary>What makes the connections of a <see cref="TcpSocket"/>: the simulated TCP, or the system's.</summary>
internal interface ITcpTransport : ISocketTransport
{
    /// <summary>Takes an endpoint, whose address is the host's; port 0 is any free one.</summary>
    Errno Bind(IpEndpoint wanted, out IpEndpoint local);

    /// <summary>Connections may come from now on, or as many more may wait; null: as many as the system allows.</summary>
    Errno Listen(int? backlog);

    /// <summary>No more connections; those that nobody has accepted are reset.</summary>
    void StopListening();

    /// <summary>Somebody waits for a connection. Where they come in any case, nothing is to be done.</summary>
    void AwaitConnection()
    {
    }

    /// <summary>Finds the way to the peer, and an endpoint to go from; ENETUNREACH where no network leads there.</summary>
    Errno FindRoute(IpEndpoint peer);

    /// <summary>Begins the handshake there. The socket is told what came of it.</summary>
    void Open();

    void Abandon();

    void SetNoDelay();

    /// <summary>The code point of what is sent has changed. Where each segment asks for it, nothing is to be done.</summary>
    void SetDscp()
    {
    }

    /// <summary>The application has closed the socket, which was in this state: what was sent goes on its way first.</summary>
    void Close(TcpSocketState before);
}

internal interface ITcpStream
{
    long Available { get; }

    /// <summary>Whether the peer has closed and all was read.</summary>
    bool IsAtEnd { get; }

    /// <summary>Takes as many of the bytes from <paramref name="offset"/> on as there is room for.</summary>
    int Send(byte[] data, int offset);

    /// <summary>The end follows what was sent. May be said again.</summary>
    void Finish();

    /// <summary>Takes up to so many of the bytes that can be read.</summary>
    byte[] Read(int size);

    /// <summary>As <see cref="Read"/>, where they are only counted.</summary>
    int Discard(int size) => Read(size).Length;

    /// <summary>Somebody waits for so many bytes. Where they come in any case, nothing is to be done.</summary>
    void AwaitBytes(int size)
    {
    }

    /// <summary>Whether both ends have closed, or one has reset it.</summary>
    bool IsOver { get; }

    /// <summary>Reading has been shut. What comes all the same can be read.</summary>
    void ShutdownReceive();

    /// <summary>Takes what has come though reading was shut. Where all is taken as it comes, nothing is to be done.</summary>
    void NoticeBytes()
    {
    }

    /// <summary>Tells the socket of a reset that has come already, if it does not know.</summary>
    void NoticeReset()
    {
    }
}

internal interface IEstablishedConnection
{
    void HandTo(ICaller acceptor);
}
