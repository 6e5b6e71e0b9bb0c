namespace NetComm.Network;

/// <summary>Gives out dynamic ports (RFC 6335, 6) one after the other, passing over those that are taken.</summary>
internal sealed class EphemeralPorts
{
    private const int First = 49152;
    private const int Last = 65535;

    private int _next = First;

    internal bool TryTake(Predicate<int> isTaken, out int port)
    {
        for (int tries = First; tries <= Last; tries++)
        {
            port = _next;
            _next = port == Last ? First : port + 1;
            if (!isTaken(port)) return true;
        }

        port = 0;
        return false;
    }
}
