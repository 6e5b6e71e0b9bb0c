using System.Globalization;

namespace NetComm.Runtime.Apps.Programs;

/// <summary>From a program's step to the call on its socket, and to the line that traces show for it.</summary>
internal static class ProgramCalls
{
    internal static string? SocketOf(ProgramStep step) => step switch
    {
        ProgramStep.Bind bind => bind.Socket,
        ProgramStep.Listen listen => listen.Socket,
        ProgramStep.Accept accept => accept.Socket,
        ProgramStep.Each each => each.Socket,
        ProgramStep.Connect connect => connect.Socket,
        ProgramStep.Send send => send.Socket,
        ProgramStep.Receive receive => receive.Socket,
        ProgramStep.SendTo sendTo => sendTo.Socket,
        ProgramStep.ReceiveFrom receive => receive.Socket,
        ProgramStep.Shutdown shutdown => shutdown.Socket,
        ProgramStep.Close close => close.Socket,
        ProgramStep.SetOption option => option.Socket,
        _ => null,
    };

    /// <summary>The name of the peer that a call is to reach; null where it gives an address or reaches nobody.</summary>
    internal static string? NameIn(ProgramStep step, ProgramVariables variables)
    {
        string? typed = step is ProgramStep.Connect connect ? connect.To : step is ProgramStep.SendTo sendTo ? sendTo.To : null;
        if (typed is null) return null;
        string text = variables.Fill(typed);
        return Ipv4Address.TryParse(text, out _) || IpEndpoint.TryParse(text, out _) ? null : text;
    }

    internal static SocketCall? Of(ProgramStep step, ProgramVariables variables, Func<string, Ipv4Address?> resolve, out Errno errno)
    {
        errno = Errno.None;
        switch (step)
        {
            case ProgramStep.Bind bind:
                if (bind.Address is null) return new SocketCall.Bind(new(Ipv4Address.Any, bind.Port));
                return Resolve(bind.Address, bind.Port, out errno) is { } local ? new SocketCall.Bind(local) : null;
            case ProgramStep.Listen listen:
                return new SocketCall.Listen(listen.Backlog);
            case ProgramStep.Accept accept:
                return new SocketCall.Accept(accept.Timeout);
            case ProgramStep.Each each:
                return new SocketCall.Accept(each.Timeout);
            case ProgramStep.Connect connect:
                return Resolve(connect.To, connect.Port, out errno) is { } peer ? new SocketCall.Connect(peer, connect.Timeout) : null;
            case ProgramStep.Send send:
                return new SocketCall.Send(Bytes(send.Data));
            case ProgramStep.Receive receive:
                return new SocketCall.Receive(receive.Size, receive.Timeout);
            case ProgramStep.SendTo sendTo:
                return Resolve(sendTo.To, sendTo.Port, out errno) is { } to ? new SocketCall.SendTo(to, Bytes(sendTo.Data)) : null;
            case ProgramStep.ReceiveFrom receive:
                return new SocketCall.Receive(receive.Size, receive.Timeout);
            case ProgramStep.Shutdown shutdown:
                return new SocketCall.Shutdown(shutdown.Read, shutdown.Write);
            case ProgramStep.Close:
                return new SocketCall.Close();
            case ProgramStep.SetOption option:
                return Option(option, out errno);
            default:
                throw new ArgumentException($"A {step.GetType().Name} step is no call on a socket.", nameof(step));
        }

        byte[] Bytes(string text) => ProgramText.Write(variables.Fill(text));

        IpEndpoint? Resolve(string typed, int? port, out Errno problem)
        {
            problem = Errno.None;
            string text = variables.Fill(typed);
            if (IpEndpoint.TryParse(text, out IpEndpoint whole)) return port is { } other ? whole with { Port = other } : whole;
            if (resolve(text) is not { } address) problem = Errno.ENOENT;
            else if (port is { } given) return new(address, given);
            else problem = Errno.EDESTADDRREQ;
            return null;
        }

        SocketCall? Option(ProgramStep.SetOption option, out Errno problem)
        {
            problem = Errno.None;
            string value = variables.Fill(option.Value);
            if (option.Option is SocketOption.JoinGroup or SocketOption.LeaveGroup)
            {
                if (resolve(value) is { } group) return new SocketCall.SetOption(option.Option, 0, group);
                problem = Errno.ENOENT;
                return null;
            }

            if (bool.TryParse(value, out bool on)) return new SocketCall.SetOption(option.Option, on ? 1 : 0, default);
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                return new SocketCall.SetOption(option.Option, number, default);
            problem = Errno.EINVAL;
            return null;
        }
    }

    /// <summary>The step as one line: <c>sendto(s, server, 65432, 14 B)</c>.</summary>
    internal static string Describe(ProgramStep step, ProgramVariables variables)
    {
        return step switch
        {
            ProgramStep.OpenSocket open => $"{open.As} = socket({(open.Stream ? "stream" : "datagram")})",
            ProgramStep.Bind bind => $"bind({bind.Socket}, {bind.Address ?? "any"}, {Number(bind.Port)})",
            ProgramStep.Listen listen => $"listen({listen.Socket}{After(listen.Backlog)})",
            ProgramStep.Accept accept => $"{accept.As} = accept({accept.Socket})",
            ProgramStep.Each each => $"{each.As} = accept({each.Socket})",
            ProgramStep.Connect connect => $"connect({connect.Socket}, {variables.Fill(connect.To)}, {Number(connect.Port)})",
            ProgramStep.Send send => $"{(send.All ? "sendall" : "send")}({send.Socket}, {Size(send.Data)})",
            ProgramStep.Receive receive => $"{receive.As} = recv({receive.Socket}, {Number(receive.Size)})",
            ProgramStep.SendTo sendTo => $"sendto({sendTo.Socket}, {variables.Fill(sendTo.To)}{After(sendTo.Port)}, {Size(sendTo.Data)})",
            ProgramStep.ReceiveFrom receive => $"{receive.As} = recvfrom({receive.Socket}, {Number(receive.Size)})",
            ProgramStep.Shutdown shutdown =>
                $"shutdown({shutdown.Socket}, {(shutdown is { Read: true, Write: true } ? "both" : shutdown.Read ? "read" : "write")})",
            ProgramStep.Close close => $"close({close.Socket})",
            ProgramStep.SetOption option => $"setsockopt({option.Socket}, {option.Option}, {variables.Fill(option.Value)})",
            ProgramStep.Sleep sleep => $"sleep({sleep.Time})",
            _ => step.GetType().Name,
        };

        static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
        static string After(int? number) => number is { } given ? ", " + Number(given) : "";
        string Size(string data) => Number(ProgramText.Write(variables.Fill(data)).Length) + " B";
    }
}
