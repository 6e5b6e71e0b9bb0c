namespace NetComm.Reporting.Sections.Connections;

internal static class TcpTables
{
    private const string Established = "ESTABLISHED";

    public static Table Overview(IReadOnlyList<ConnectionReport> connections) => Table.Of(
        "TCP connections, with the payload bytes in each direction",
        [new("Opened by", false), new("From → to", false), new("Opened at"), new("Handshake"), new("Payload →"), new("Payload ←"),
            new("Retransmissions")],
        connections,
        connection =>
        [
            connection.Owner,
            Figure.Between(connection.Opener, connection.Other),
            connection.Changes.Count == 0 ? Figure.None : Figure.Of(connection.Changes[0].Seconds, Unit.Seconds),
            Figure.Of(HandshakeOf(connection), Unit.Seconds),
            Figure.Of(connection.There.Bytes, Unit.Bytes),
            Figure.Of(connection.Back.Bytes, Unit.Bytes),
            Figure.Of(connection.There.RetransmittedAt.Count + connection.Back.RetransmittedAt.Count),
        ]);

    /// <summary>Which end was in which state from when on; the columns are the ends.</summary>
    public static Table States(string name, ConnectionReport connection) => Table.Of(
        $"{name}: states of both ends",
        [new("Time"), new(connection.Opener, false), new(connection.Other, false)],
        connection.Changes,
        change =>
        [
            Figure.Of(change.Seconds, Unit.Seconds),
            change.IsBack ? RichText.None : change.State,
            change.IsBack ? change.State : RichText.None,
        ]);

    private static double? HandshakeOf(ConnectionReport connection) =>
        connection.Changes.FirstOrDefault(change => !change.IsBack && change.State == Established) is { } established
            ? established.Seconds - connection.Changes[0].Seconds : null;
}
